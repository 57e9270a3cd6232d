using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Lambda;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Lambda;

/// <summary>Real processes behind the Runtime API.</summary>
public sealed class LambdaRuntimeTests : IAsyncLifetime
{
    private LocalAwsHost _host = null!;

    public async Task InitializeAsync() => _host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_warm_process_serves_one_invocation_after_the_other()
    {
        await DeployAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => InvokeAsync(new { n })));
        answers.Select(answer => Json(answer).GetProperty("request").GetProperty("n").GetInt32()).Order().ShouldBe([0, 1, 2, 3, 4]);
        answers.Select(answer => Json(answer).GetProperty("pid").GetInt32()).Distinct().Count().ShouldBe(1);
        Json(answers[0]).GetProperty("arn").GetString().ShouldBe("arn:aws:lambda:eu-west-1:111122223333:function:sample-SampleFunction");
        Json(answers[0]).GetProperty("left").GetDouble().ShouldBeInRange(1, 30);
    }

    [Fact]
    public async Task As_many_invocations_run_at_a_time_as_the_host_allows()
    {
        await using var host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0, FunctionConcurrency = 2 });
        await SampleFunctions.DeployAsync(host, TimeSpan.FromSeconds(30));
        var hanging = InvokeAsync(host, new { @do = "hang" });
        await LineAsync(host, "child ");

        var beside = await Task.WhenAll(InvokeAsync(host, new { }), InvokeAsync(host, new { }));

        beside.Select(answer => Json(answer).GetProperty("pid").GetInt32()).Distinct().Count().ShouldBe(1);
        host.Lambda.ProcessesOf("SampleFunction").Count.ShouldBe(2);
        hanging.IsCompleted.ShouldBeFalse();
    }

    [NeedsProgramFact("prlimit")]
    public async Task A_process_may_have_1024_files_open_as_in_Lambda()
    {
        await DeployAsync();
        var process = Json(await InvokeAsync(new { })).GetProperty("pid").GetInt32();

        (await File.ReadAllLinesAsync($"/proc/{process}/limits")).Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..5].ShouldBe(["1024", "1024"]);
    }

    [Fact]
    public async Task An_exception_is_reported_by_its_class_name_and_the_process_stays()
    {
        await DeployAsync();
        var before = Json(await InvokeAsync(new { })).GetProperty("pid").GetInt32();
        var failed = await InvokeAsync(new { @do = "throw" });
        (failed.ErrorType, failed.ErrorMessage).ShouldBe(("SampleFailedException", "it broke"));
        Json(await InvokeAsync(new { })).GetProperty("pid").GetInt32().ShouldBe(before);
    }

    [Fact]
    public async Task A_function_over_its_timeout_is_killed_with_its_children_and_the_next_one_starts_afresh()
    {
        var clock = new ManualTimeProvider();
        await using var host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 }, clock);
        await SampleFunctions.DeployAsync(host, TimeSpan.FromSeconds(3));
        var before = Json(await InvokeAsync(host, new { })).GetProperty("pid").GetInt32();

        var hanging = InvokeAsync(host, new { @do = "hang" });
        var child = (await LineAsync(host, "child ")).Split("child ")[1].Trim('"', '}');
        clock.Advance(TimeSpan.FromSeconds(3));

        var failed = await hanging;
        failed.ErrorType.ShouldBe("Sandbox.Timedout");
        failed.ErrorMessage!.ShouldMatch("^RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds$");
        IsRunning(child).ShouldBeFalse();
        Json(await InvokeAsync(host, new { })).GetProperty("pid").GetInt32().ShouldNotBe(before);
    }

    [Fact]
    public async Task A_process_that_ends_is_an_exit_error()
    {
        await DeployAsync();
        var failed = await InvokeAsync(new { @do = "exit" });
        failed.ErrorType.ShouldBe("Runtime.ExitError");
        failed.ErrorMessage!.ShouldEndWith("Error: Runtime exited with error: exit status 3");
        (await InvokeAsync(new { })).ErrorType.ShouldBeNull();
    }

    [Fact]
    public async Task A_process_that_ends_before_its_first_event_is_an_exit_error_too()
    {
        await DeployAsync(variables: new() { ["EXIT_AT_START"] = "0" });
        var failed = await InvokeAsync(new { });
        (failed.ErrorType, failed.ErrorMessage!.Contains("Runtime exited without providing a reason")).ShouldBe(("Runtime.ExitError", true));
    }

    [Fact]
    public async Task A_failed_start_is_reported_with_its_own_error()
    {
        await DeployAsync(variables: new() { ["THROW_AT_START"] = "1" });
        (await InvokeAsync(new { })).ErrorType.ShouldBe("InvalidOperationException");
    }

    [Fact]
    public async Task An_answer_over_6_MB_is_refused()
    {
        await DeployAsync();
        (await InvokeAsync(new { @do = "big" })).ErrorType.ShouldBe("Function.ResponseSizeTooLarge");
    }

    [Fact]
    public async Task Memory_is_what_the_template_says()
    {
        await DeployAsync(memoryMegabytes: 128);
        (await InvokeAsync(new { @do = "allocate", bytes = 200_000_000 })).ErrorType.ShouldBe("OutOfMemoryException");
        (await InvokeAsync(new { @do = "allocate", bytes = 20_000_000 })).ErrorType.ShouldBeNull();
    }

    [Fact]
    public async Task The_environment_is_the_functions_own_and_nothing_of_the_hosts()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_HOST", "x");
        await DeployAsync(variables: new() { ["MINE"] = "yes" });
        var environment = Json(await InvokeAsync(new { @do = "environment" }));
        environment.TryGetProperty("SECRET_OF_THE_HOST", out _).ShouldBeFalse();
        environment.GetProperty("MINE").GetString().ShouldBe("yes");
        environment.GetProperty("AWS_ENDPOINT_URL").GetString().ShouldBe(_host.Context.Endpoint.ToString());
        environment.GetProperty("AWS_REGION").GetString().ShouldBe("eu-west-1");
        var caller = _host.Context.Accounts.CallerOf(environment.GetProperty("AWS_ACCESS_KEY_ID").GetString()!);
        (caller.Kind, caller.PrincipalArn).ShouldBe((CallerKind.Function, "arn:aws:sts::111122223333:assumed-role/SampleRole/Sample"));
    }

    [Fact]
    public async Task What_a_function_writes_can_be_read()
    {
        await DeployAsync();
        await InvokeAsync(new { @do = "log", text = "hello" });
        await LineAsync(_host, "hello");
        await LineAsync(_host, "to stderr");
    }

    [Theory]
    [InlineData(429, "TooManyRequestsException", "Lambda.TooManyRequestsException")]
    [InlineData(500, "ServiceException", "Lambda.ServiceException")]
    public async Task Injected_faults_reach_the_state_machines_by_the_names_they_retry(int status, string code, string errorType)
    {
        await DeployAsync();
        _host.Context.Faults.Add(new Fault(FaultKind.Error, "lambda", "Invoke") { Status = status, Code = code, ResourceContains = "Sample", Times = 1 });
        (await InvokeAsync(new { })).ErrorType.ShouldBe(errorType);
        (await InvokeAsync(new { })).ErrorType.ShouldBeNull();
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_the_error_Step_Functions_has_for_it()
    {
        var result = await _host.Lambda.InvokeAsync("Nothing", "{}"u8.ToArray(), CancellationToken.None);
        result.ErrorType.ShouldBe("Lambda.ResourceNotFoundException");
        result.ErrorMessage!.ShouldStartWith("Function not found: arn:aws:lambda:eu-west-1:111122223333:function:Nothing (Service: AWSLambda; Status Code: 404;");
    }

    [Fact]
    public async Task Disposing_the_host_ends_a_running_invocation_and_its_process()
    {
        var host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 });
        await SampleFunctions.DeployAsync(host, TimeSpan.FromMinutes(5));
        var pid = Json(await host.Lambda.InvokeAsync("Sample", "{}"u8.ToArray(), CancellationToken.None)).GetProperty("pid").GetInt32();
        var hanging = host.Lambda.InvokeAsync("Sample", """{"do":"hang"}"""u8.ToArray(), CancellationToken.None);
        await host.DisposeAsync();
        (await hanging).ErrorType.ShouldBe("Runtime.ExitError");
        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
    }

    // A killed process that nobody has waited for yet has no command line any more.
    private static bool IsRunning(string pid) =>
        Directory.Exists($"/proc/{pid}") && File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;

    private static JsonElement Json(InvocationResult result)
    {
        result.ErrorType.ShouldBeNull(Encoding.UTF8.GetString(result.Payload));
        return JsonElement.Parse(result.Payload);
    }

    // Output comes through a pipe, so it is there a moment later.
    private static async Task<string> LineAsync(LocalAwsHost host, string text)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            if (host.Lambda.LogsOf("SampleFunction").FirstOrDefault(line => line.Contains(text)) is { } found)
            {
                return found;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"No line with '{text}' came.");
    }

    private Task DeployAsync(TimeSpan? timeout = null, int memoryMegabytes = 512, Dictionary<string, string>? variables = null) =>
        SampleFunctions.DeployAsync(_host, timeout ?? TimeSpan.FromSeconds(30), memoryMegabytes, variables);

    private Task<InvocationResult> InvokeAsync(object payload) => InvokeAsync(_host, payload);

    private static Task<InvocationResult> InvokeAsync(LocalAwsHost host, object payload) =>
        host.Lambda.InvokeAsync("Sample", JsonSerializer.SerializeToUtf8Bytes(payload), CancellationToken.None);
}
