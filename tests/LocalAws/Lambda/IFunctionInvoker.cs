namespace CacheBackup.LocalAws.Lambda;

/// <summary>Invokes a deployed function and waits for its answer, as the state machines do.</summary>
public interface IFunctionInvoker
{
    /// <summary>Invokes by name or ARN.</summary>
    /// <param name="function">Function name or ARN.</param>
    /// <param name="payload">The JSON event.</param>
    /// <param name="cancellationToken">Gives up waiting; the invocation itself goes on, as in AWS.</param>
    Task<InvocationResult> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}

/// <summary>What an invocation came to.</summary>
/// <param name="Payload">The function's JSON answer, or the error document (<c>errorType</c>, <c>errorMessage</c>).</param>
/// <param name="ErrorType">
/// Null when it succeeded; otherwise the error name Step Functions sees: the exception's class name,
/// <c>Sandbox.Timedout</c>, or a service error such as <c>Lambda.ResourceNotFoundException</c>.
/// </param>
/// <param name="ErrorMessage">The error's message, if any.</param>
public sealed record InvocationResult(byte[] Payload, string? ErrorType, string? ErrorMessage);
