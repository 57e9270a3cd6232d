using System.Diagnostics;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

namespace CacheBackup.SampleFunction;

/// <summary>A function that misbehaves on request: the event's <c>do</c> says how.</summary>
internal static class Program
{
    private static async Task Main()
    {
        if (Environment.GetEnvironmentVariable("EXIT_AT_START") is { } code)
        {
            Environment.Exit(int.Parse(code));
        }

        using var bootstrap = new LambdaBootstrap(HandlerWrapper.GetHandlerWrapper(HandleAsync), InitializeAsync);
        await bootstrap.RunAsync();
    }

    private static Task<bool> InitializeAsync() => Environment.GetEnvironmentVariable("THROW_AT_START") is null
        ? Task.FromResult(true)
        : throw new InvalidOperationException("no start");

    private static async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(input);
        switch (request.ValueKind == JsonValueKind.Object && request.TryGetProperty("do", out var what) ? what.GetString() : "echo")
        {
            case "throw":
                throw new SampleFailedException("it broke");
            case "exit":
                Environment.Exit(3);
                break;
            case "hang":
                // With a child of its own, which has to go with it.
                Console.WriteLine($"child {Process.Start("sleep", "1000").Id}");
                await Task.Delay(Timeout.Infinite);
                break;
            case "log":
                Console.WriteLine(request.GetProperty("text").GetString());
                await Console.Error.WriteLineAsync("to stderr");
                break;
            case "big":
                return Json(new string('x', (6 * 1024 * 1024) + 1));
            case "allocate":
                _ = GC.AllocateUninitializedArray<byte>(request.GetProperty("bytes").GetInt32()).Length;
                break;
            case "environment":
                return Json(Environment.GetEnvironmentVariables());
        }

        return Json(new { request, pid = Environment.ProcessId, id = context.AwsRequestId, arn = context.InvokedFunctionArn, left = context.RemainingTime.TotalSeconds });
    }

    private static MemoryStream Json(object value) => new(JsonSerializer.SerializeToUtf8Bytes(value));
}

/// <summary>Its name is the error's name.</summary>
internal sealed class SampleFailedException(string message) : Exception(message);
