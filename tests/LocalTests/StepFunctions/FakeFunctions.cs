using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Lambda;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>Functions that answer as a test says.</summary>
internal sealed class FakeFunctions : IFunctionInvoker
{
    private readonly ConcurrentDictionary<string, Func<JsonElement, CancellationToken, Task<InvocationResult>>> _handlers = new();

    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(string Function, string Payload)> Calls { get; } = new();

    public static InvocationResult Success(object? answer) => new(JsonSerializer.SerializeToUtf8Bytes(answer), null, null);

    public static InvocationResult Failure(string errorType, string errorMessage = "it broke") =>
        new(JsonSerializer.SerializeToUtf8Bytes(new { errorType, errorMessage }), errorType, errorMessage);

    public FakeFunctions On(string function, Func<JsonElement, object?> answer) =>
        On(function, (payload, _) => Task.FromResult(answer(payload) as InvocationResult ?? Success(answer(payload))));

    public FakeFunctions On(string function, Func<JsonElement, CancellationToken, Task<InvocationResult>> handler)
    {
        _handlers[function] = handler;
        return this;
    }

    /// <summary>Fails so many times, then succeeds.</summary>
    public FakeFunctions FailTimes(string function, int times, string errorType)
    {
        var calls = 0;
        return On(function, (_, _) => Task.FromResult(Interlocked.Increment(ref calls) <= times ? Failure(errorType) : Success("done")));
    }

    /// <summary>Never answers, until it is cancelled.</summary>
    public FakeFunctions Hang(string function) => On(function, async (_, token) =>
    {
        _hanging.TrySetResult();
        await Task.Delay(Timeout.Infinite, token);
        return Success(null);
    });

    /// <summary>Fails as soon as another one hangs.</summary>
    public FakeFunctions FailBesideHanging(string function, string errorType) => On(function, async (_, token) =>
    {
        await _hanging.Task.WaitAsync(token);
        return Failure(errorType);
    });

    public Task<InvocationResult> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Calls.Enqueue((function, Encoding.UTF8.GetString(payload.Span)));
        return _handlers[function](JsonElement.Parse(payload.Span), cancellationToken);
    }
}
