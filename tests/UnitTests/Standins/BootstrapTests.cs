using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

namespace CacheBackup.UnitTests.Standins;

/// <summary>What a function's process exchanges with its runtime; the real packages and the stand-ins do the same.</summary>
public sealed class BootstrapTests
{
    [Fact]
    public async Task The_handlers_answer_is_posted_to_the_invocation_it_belongs_to()
    {
        using var runtime = new RuntimeApiStub("""{"Name":"Ada","Tone":"Loud"}""");
        await RunAsync(runtime, (input, _) => Task.FromResult(new GreetOutput($"HELLO {input.Name}", null)));
        runtime.Path.ShouldBe("/2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response");
        runtime.Body.ShouldBe("""{"Text":"HELLO Ada","Note":null}""");
        runtime.ErrorType.ShouldBeNull();
    }

    [Fact]
    public async Task An_error_is_reported_by_the_name_of_its_class_with_its_cause()
    {
        using var runtime = new RuntimeApiStub("""{"Name":"Ada","Tone":"Plain"}""");
        await RunAsync(runtime, (_, _) => throw new TooShyException("not today", new TimeoutException("too late")));
        runtime.Path.ShouldEndWith("/8476a536-e9f4-11e8-9739-2dfe598c3fcd/error");
        runtime.ErrorType.ShouldBe(nameof(TooShyException));
        var report = JsonDocument.Parse(runtime.Body!).RootElement;
        report.GetProperty("errorType").GetString().ShouldBe(nameof(TooShyException));
        report.GetProperty("errorMessage").GetString().ShouldBe("not today");
        report.GetProperty("stackTrace").GetArrayLength().ShouldBeGreaterThan(0);
        report.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe(nameof(TimeoutException));
    }

    [Fact]
    public async Task An_event_that_does_not_fit_is_an_error_that_names_the_type_and_the_member()
    {
        using var runtime = new RuntimeApiStub("""{"Name":"Ada","Tone":"Plain","Mood":"good"}""");
        await RunAsync(runtime, (_, _) => throw new InvalidOperationException("never called"));
        runtime.ErrorType.ShouldBe("JsonSerializerException");
        var message = JsonDocument.Parse(runtime.Body!).RootElement.GetProperty("errorMessage").GetString()!;
        message.ShouldStartWith($"Error converting the Lambda event JSON payload to type {typeof(GreetInput).FullName}: ");
        message.ShouldContain("Mood");
    }

    [Fact]
    public async Task The_context_knows_its_request_its_function_and_its_deadline()
    {
        using var runtime = new RuntimeApiStub("""{"Name":"Ada","Tone":"Plain"}""");
        ILambdaContext? seen = null;
        await RunAsync(runtime, (_, context) =>
        {
            seen = context;
            return Task.FromResult(new GreetOutput("hello", null));
        });
        seen!.AwsRequestId.ShouldBe("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
        seen.InvokedFunctionArn.ShouldEndWith("function:Greet");
        seen.TraceId.ShouldStartWith("Root=1-5bef4de7");
        seen.RemainingTime.ShouldBeGreaterThan(TimeSpan.FromDays(365));
    }

    private static async Task RunAsync(RuntimeApiStub runtime, Func<GreetInput, ILambdaContext, Task<GreetOutput>> handler)
    {
        using var bootstrap = LambdaBootstrapBuilder.Create(handler, new GreetSerializer())
            .ConfigureOptions(options => options.RuntimeApiEndpoint = runtime.Endpoint)
            .Build();
        await bootstrap.RunAsync(runtime.Answered).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class TooShyException(string message, Exception cause) : Exception(message, cause);
}
