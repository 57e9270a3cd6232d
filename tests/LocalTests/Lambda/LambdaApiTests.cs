using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Lambda;

/// <summary>The API, with the AWS CLI as its client.</summary>
public sealed class LambdaApiTests : IAsyncLifetime
{
    private readonly string _answer = Path.GetTempFileName();
    private LocalAwsHost _host = null!;
    private AwsCli _aws = null!;

    public async Task InitializeAsync()
    {
        _host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 });
        _aws = new AwsCli(_host);
        await SampleFunctions.DeployAsync(_host, TimeSpan.FromSeconds(30));
    }

    public async Task DisposeAsync()
    {
        File.Delete(_answer);
        await _host.DisposeAsync();
    }

    [AwsCliFact]
    public async Task A_function_is_invoked_by_any_of_its_names()
    {
        foreach (var name in (string[])["Sample", "SampleFunction", "sample-SampleFunction", "arn:aws:lambda:eu-west-1:111122223333:function:sample-SampleFunction"])
        {
            var result = await InvokeAsync(name, """{"x":1}""");
            result.GetProperty("StatusCode").GetInt32().ShouldBe(200);
            result.GetProperty("ExecutedVersion").GetString().ShouldBe("$LATEST");
            result.TryGetProperty("FunctionError", out _).ShouldBeFalse();
            (await AnswerAsync()).GetProperty("request").GetProperty("x").GetInt32().ShouldBe(1);
        }
    }

    [AwsCliFact]
    public async Task An_error_is_marked_as_the_functions_and_its_log_comes_along()
    {
        (await InvokeAsync("Sample", """{"do":"throw"}""")).GetProperty("FunctionError").GetString().ShouldBe("Unhandled");
        (await AnswerAsync()).GetProperty("errorType").GetString().ShouldBe("SampleFailedException");
        var logged = await InvokeAsync("Sample", """{"do":"log","text":"hello"}""", "--log-type", "Tail");
        Encoding.UTF8.GetString(Convert.FromBase64String(logged.GetProperty("LogResult").GetString()!)).ShouldContain("hello");
    }

    [AwsCliFact]
    public async Task Asynchronous_and_dry_invocations_answer_at_once()
    {
        (await InvokeAsync("Sample", "{}", "--invocation-type", "Event")).GetProperty("StatusCode").GetInt32().ShouldBe(202);
        (await InvokeAsync("Sample", "{}", "--invocation-type", "DryRun")).GetProperty("StatusCode").GetInt32().ShouldBe(204);
    }

    [AwsCliFact]
    public async Task What_the_service_refuses_is_refused()
    {
        (await _aws.FailAsync("lambda", "invoke", "--function-name", "Nothing", _answer)).ShouldContain("ResourceNotFoundException");
        (await _aws.FailAsync("lambda", "invoke", "--function-name", "Sample", "--qualifier", "7", _answer)).ShouldContain("ResourceNotFoundException");
        (await _aws.FailAsync("lambda", "invoke", "--function-name", "Sample", "--payload", "{", _answer)).ShouldContain("InvalidRequestContentException");
        (await _aws.FailAsync("lambda", "delete-function", "--function-name", "Sample")).ShouldContain("NotImplementedException");
    }

    [AwsCliFact]
    public async Task Functions_can_be_listed_and_described()
    {
        var listed = await _aws.RunAsync("lambda", "list-functions");
        listed.GetProperty("Functions")[0].GetProperty("FunctionName").GetString().ShouldBe("sample-SampleFunction");
        var described = await _aws.RunAsync("lambda", "get-function", "--function-name", "Sample");
        described.GetProperty("Configuration").GetProperty("MemorySize").GetInt32().ShouldBe(512);
    }

    private Task<JsonElement> InvokeAsync(string name, string payload, params string[] more) =>
        _aws.RunAsync(["lambda", "invoke", "--function-name", name, "--payload", payload, .. more, _answer]);

    private async Task<JsonElement> AnswerAsync() => JsonElement.Parse(await File.ReadAllBytesAsync(_answer));
}
