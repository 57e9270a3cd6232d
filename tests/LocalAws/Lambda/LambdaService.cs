using System.Collections.Concurrent;
using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>AWS Lambda: the deployed functions, run as the real executables.</summary>
public sealed class LambdaService(LocalAwsContext context) : IAwsService, IFunctionInvoker
{
    private readonly ConcurrentDictionary<(string Region, string Name), Function> _functions = new();

    /// <inheritdoc/>
    public string SigningName => "lambda";

    /// <summary>The deployed functions, by name.</summary>
    public IReadOnlyList<FunctionConfiguration> Functions =>
        [.. _functions.Values.Select(function => function.Configuration).OrderBy(function => function.Name, StringComparer.Ordinal)];

    /// <summary>Deploys a function, or replaces the one of its name.</summary>
    /// <param name="configuration">What it is.</param>
    /// <param name="program">What it runs.</param>
    /// <param name="region">Where; null for the host's Region.</param>
    public async Task DeployAsync(FunctionConfiguration configuration, FunctionProgram program, string? region = null)
    {
        var there = context.In(region ?? context.Options.Region);
        var key = (there.Options.Region, configuration.Name);
        _functions.TryRemove(key, out var replaced);
        _functions[key] = new Function(configuration, program, there);
        if (replaced is not null)
        {
            await replaced.DisposeAsync();
        }
    }

    /// <summary>The last lines (10,000 at most) a function wrote to its output and its error output.</summary>
    /// <param name="function">Name, logical id, logical id without <c>Function</c>, or ARN.</param>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    public IReadOnlyList<string> LogsOf(string function) =>
        Find(function)?.Logs ?? throw new ArgumentException($"No function answers to '{function}'.", nameof(function));

    /// <summary>Ids of the processes of a function that live now.</summary>
    /// <param name="function">Name, logical id, logical id without <c>Function</c>, or ARN.</param>
    public IReadOnlyList<int> ProcessesOf(string function) => Find(function)?.ProcessIds ?? [];

    /// <inheritdoc/>
    public async Task<InvocationResult> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString();
        var region = Function.RegionOf(function) ?? context.Options.Region;
        var caller = context.Accounts.CallerOf(context.Accounts.RegisterService("states.amazonaws.com", context.Options.DefaultAccountId));
        var call = new AwsCall(new DefaultHttpContext(), SigningName, region, caller, requestId);
        try
        {
            var (answer, _) = await InvokeAsync(call, function, payload.ToArray(), withLog: false).WaitAsync(cancellationToken);
            return answer.ToResult();
        }
        catch (LambdaException failure)
        {
            var cause = $"{failure.Message} (Service: AWSLambda; Status Code: {failure.Status}; "
                + $"Error Code: {failure.Code}; Request ID: {requestId}; Proxy: null)";
            return new InvocationResult([], failure.StatesName, cause);
        }
    }

    /// <inheritdoc/>
    public Task HandleAsync(AwsCall call) => new LambdaApi(this).HandleAsync(call);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_functions.Values.Select(function => function.DisposeAsync().AsTask()));
    }

    /// <summary>By anything it answers to, in a Region.</summary>
    /// <exception cref="LambdaException"><c>ResourceNotFoundException</c>.</exception>
    internal Function Get(string name, string region) =>
        _functions.Values.FirstOrDefault(function => function.Answers(name, region)) ?? throw new LambdaException(
        StatusCodes.Status404NotFound,
        "ResourceNotFoundException",
        name.StartsWith("arn:", StringComparison.Ordinal)
            ? $"Function not found: {name}"
            : $"Function not found: arn:aws:lambda:{region}:{context.Options.DefaultAccountId}:function:{name}");

    internal IEnumerable<Function> All(string region) => _functions.Values
        .Where(function => function.Region == region)
        .OrderBy(function => function.Configuration.Name, StringComparer.Ordinal);

    /// <summary>Runs an invocation, injected faults first.</summary>
    internal async Task<(Answer Answer, byte[] LogTail)> InvokeAsync(AwsCall call, string name, byte[] payload, bool withLog)
    {
        var function = Get(name, call.Region);
        return await ApplyFaultAsync(call, function.Configuration.Name) is { } answer
            ? (answer, [])
            : await function.InvokeAsync(call.RequestId, payload, withLog);
    }

    private Function? Find(string name) => _functions.Values.FirstOrDefault(function => function.Configuration.Answers(name));

    private async Task<Answer?> ApplyFaultAsync(AwsCall call, string functionName)
    {
        var fault = context.Faults.Take(call, "Invoke", functionName);
        switch (fault?.Kind)
        {
            case FaultKind.Error:
                throw new LambdaException(fault.Status, fault.Code, fault.Message);
            case FaultKind.DropConnection:
                call.Http.Abort();
                throw new LambdaException(StatusCodes.Status500InternalServerError, "ServiceException", "The connection was closed.");
            case FaultKind.EmbeddedError:
                return new Answer(JsonSerializer.SerializeToUtf8Bytes(new { errorType = fault.Code, errorMessage = fault.Message }), true);
            case FaultKind.Stall:
                await Task.Delay(fault.Delay, context.Pace.Time, call.Aborted);
                return null;
            case FaultKind.Interfere:
                await (fault.Before?.Invoke() ?? Task.CompletedTask);
                return null;
            default:
                return null;
        }
    }
}
