using System.Collections.Concurrent;
using System.Text.Json;
using CacheBackup.ContractTests.Reading;
using CacheBackup.LocalAws.Lambda;

namespace CacheBackup.ContractTests.Runs;

/// <summary>
/// Stands for the deployed functions: takes each payload by the function's own Input and serializer, and answers with a
/// sample of its Output. A payload the function would refuse fails the state, as it would in AWS.
/// </summary>
/// <param name="answers">The sample by step; each is given the step's Input.</param>
/// <param name="failures">Steps that fail, with the name of their error.</param>
internal sealed class SampleFunctions(
    IReadOnlyDictionary<string, Func<object, object>> answers, IReadOnlyDictionary<string, string> failures) : IFunctionInvoker
{
    /// <summary>Steps in the order they were invoked.</summary>
    public ConcurrentQueue<string> Invoked { get; } = new();

    public Task<InvocationResult> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var step = function[..^"FunctionArn".Length];
        Invoked.Enqueue(step);
        return Task.FromResult(failures.TryGetValue(step, out var error) ? Failed(error, "as told") : Answer(step, payload));
    }

    private InvocationResult Answer(string step, ReadOnlyMemory<byte> payload)
    {
        var handler = Handlers.ByStep[step];
        try
        {
            var input = Payloads.Read(handler.Input, payload);
            return new InvocationResult(Payloads.Write(handler.Output, answers[step](input)), null, null);
        }
#pragma warning disable CA1031 // Whatever a function threw would be the state's error.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Failed(error.GetType().Name, error.Message);
        }
    }

    private static InvocationResult Failed(string errorType, string errorMessage) =>
        new(JsonSerializer.SerializeToUtf8Bytes(new { errorType, errorMessage }), errorType, errorMessage);
}
