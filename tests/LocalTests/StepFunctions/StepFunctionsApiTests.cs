using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>The API, with the AWS CLI as its client.</summary>
public sealed class StepFunctionsApiTests : IAsyncLifetime
{
    private const string MachineArn = "arn:aws:states:eu-west-1:111122223333:stateMachine:Sample";

    private LocalAwsHost _host = null!;
    private AwsCli _aws = null!;

    public async Task InitializeAsync()
    {
        _host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 });
        _aws = new AwsCli(_host);
        await _host.StepFunctions.Machines.AddAsync("Sample", Interpreter.Machine("""
            "A":{"Type":"Choice","Choices":[{"Condition":"{% $exists($states.input.fail) %}","Next":"F"},{"Condition":"{% $exists($states.input.wait) %}","Next":"W"}],"Default":"S"},
            "F":{"Type":"Fail","Error":"Broke","Cause":"{% $states.input.fail %}"},
            "W":{"Type":"Wait","Seconds":1000,"Next":"S"},
            "S":{"Type":"Pass","Output":{"n":"{% $states.input.n + 1 %}"},"End":true}
            """));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [AwsCliFact]
    public async Task An_execution_can_be_started_described_and_read()
    {
        var arn = await StartAsync("""{"n":1}""", "first");
        arn.ShouldBe("arn:aws:states:eu-west-1:111122223333:execution:Sample:first");
        await _host.StepFunctions.Machines.FindExecution(arn)!.Completion;

        var described = await _aws.RunAsync("stepfunctions", "describe-execution", "--execution-arn", arn);
        described.GetProperty("status").GetString().ShouldBe("SUCCEEDED");
        described.GetProperty("output").GetString().ShouldBe("""{"n":2}""");
        described.GetProperty("input").GetString().ShouldBe("""{"n":1}""");
        described.GetProperty("stateMachineArn").GetString().ShouldBe(MachineArn);

        var history = await _aws.RunAsync("stepfunctions", "get-execution-history", "--execution-arn", arn, "--reverse-order", "--max-items", "2");
        var events = history.GetProperty("events");
        events[0].GetProperty("type").GetString().ShouldBe("ExecutionSucceeded");
        events[1].GetProperty("stateExitedEventDetails").GetProperty("output").GetString().ShouldBe("""{"n":2}""");
        events[1].GetProperty("previousEventId").GetInt32().ShouldBe(4);
    }

    [AwsCliFact]
    public async Task A_history_comes_in_pages()
    {
        var arn = await StartAsync("""{"n":1}""");
        await _host.StepFunctions.Machines.FindExecution(arn)!.Completion;
        var history = await _aws.RunAsync("stepfunctions", "get-execution-history", "--execution-arn", arn, "--page-size", "2");
        history.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("id").GetInt32()).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [AwsCliFact]
    public async Task A_failed_execution_says_why_and_executions_are_listed_by_status()
    {
        var arn = await StartAsync("""{"fail":"because"}""");
        await _host.StepFunctions.Machines.FindExecution(arn)!.Completion;
        var described = await _aws.RunAsync("stepfunctions", "describe-execution", "--execution-arn", arn);
        (described.GetProperty("error").GetString(), described.GetProperty("cause").GetString()).ShouldBe(("Broke", "because"));
        (await ListAsync("FAILED")).ShouldBe([arn]);
        (await ListAsync("RUNNING")).ShouldBeEmpty();
    }

    [AwsCliFact]
    public async Task The_same_name_and_input_is_the_same_execution_while_it_runs_and_taken_afterwards()
    {
        var arn = await StartAsync("""{"wait":1}""", "once");
        (await StartAsync("""{ "wait" : 1 }""", "once")).ShouldBe(arn);
        (await RefusalAsync("""{"wait":2}""", "once")).ShouldContain("ExecutionAlreadyExists");
        await _aws.RunAsync("stepfunctions", "stop-execution", "--execution-arn", arn, "--error", "Enough");
        var described = await _aws.RunAsync("stepfunctions", "describe-execution", "--execution-arn", arn);
        (described.GetProperty("status").GetString(), described.GetProperty("error").GetString()).ShouldBe(("ABORTED", "Enough"));
        (await RefusalAsync("""{"wait":1}""", "once")).ShouldContain("ExecutionAlreadyExists");
    }

    [AwsCliFact]
    public async Task What_the_service_refuses_is_refused()
    {
        (await RefusalAsync("{", "bad")).ShouldContain("InvalidExecutionInput");
        (await RefusalAsync("{}", "a b")).ShouldContain("InvalidName");
        (await _aws.FailAsync("stepfunctions", "start-execution", "--state-machine-arn", MachineArn + "x")).ShouldContain("StateMachineDoesNotExist");
        (await _aws.FailAsync("stepfunctions", "start-execution", "--state-machine-arn", "Sample")).ShouldContain("InvalidArn");
        (await _aws.FailAsync("stepfunctions", "describe-execution", "--execution-arn", "arn:aws:states:eu-west-1:1:execution:S:x"))
            .ShouldContain("ExecutionDoesNotExist");
        (await _aws.FailAsync("stepfunctions", "list-executions", "--state-machine-arn", MachineArn, "--starting-token", "nonsense"))
            .ShouldNotBeEmpty();
        (await _aws.FailAsync("stepfunctions", "list-activities")).ShouldContain("UnknownOperationException");
    }

    [AwsCliFact]
    public async Task A_nested_execution_is_one_like_any_other_and_its_callers_history_tells_of_it()
    {
        var machine = await _host.StepFunctions.Machines.AddAsync("Caller", Interpreter.Machine(
            Nesting.Task(""" "Name":"nested","Input":{"n":"{% $states.input.n %}"} """, machine: MachineArn)));
        var caller = await _aws.RunAsync(
            "stepfunctions", "start-execution", "--state-machine-arn", machine.Arn, "--input", """{"n":1}""");
        var callerArn = caller.GetProperty("executionArn").GetString()!;
        await _host.StepFunctions.Machines.FindExecution(callerArn)!.Completion;

        var history = await _aws.RunAsync("stepfunctions", "get-execution-history", "--execution-arn", callerArn);
        var events = history.GetProperty("events").EnumerateArray().ToDictionary(item => item.GetProperty("type").GetString()!);
        var submitted = JsonElement.Parse(events["TaskSubmitted"].GetProperty("taskSubmittedEventDetails").GetProperty("output").GetString()!);
        var result = JsonElement.Parse(events["TaskSucceeded"].GetProperty("taskSucceededEventDetails").GetProperty("output").GetString()!);
        result.GetProperty("Output").GetProperty("n").GetInt32().ShouldBe(2);

        var arn = submitted.GetProperty("ExecutionArn").GetString()!;
        (await ListAsync("SUCCEEDED")).ShouldBe([arn]);
        var described = await _aws.RunAsync("stepfunctions", "describe-execution", "--execution-arn", arn);
        (described.GetProperty("name").GetString(), described.GetProperty("output").GetString()).ShouldBe(("nested", """{"n":2}"""));
        var nested = await _aws.RunAsync("stepfunctions", "get-execution-history", "--execution-arn", arn);
        nested.GetProperty("events")[0].GetProperty("type").GetString().ShouldBe("ExecutionStarted");
    }

    [AwsCliFact]
    public async Task State_machines_can_be_listed_and_described()
    {
        var listed = await _aws.RunAsync("stepfunctions", "list-state-machines");
        listed.GetProperty("stateMachines")[0].GetProperty("stateMachineArn").GetString().ShouldBe(MachineArn);
        var described = await _aws.RunAsync("stepfunctions", "describe-state-machine", "--state-machine-arn", MachineArn);
        JsonElement.Parse(described.GetProperty("definition").GetString()!).GetProperty("StartAt").GetString().ShouldBe("A");
    }

    private async Task<string> StartAsync(string input, string? name = null) =>
        (await _aws.RunAsync(StartCommand(input, name))).GetProperty("executionArn").GetString()!;

    private Task<string> RefusalAsync(string input, string? name = null) => _aws.FailAsync(StartCommand(input, name));

    private static string[] StartCommand(string input, string? name) =>
        ["stepfunctions", "start-execution", "--state-machine-arn", MachineArn, "--input", input, .. name is null ? [] : new[] { "--name", name }];

    private async Task<IEnumerable<string?>> ListAsync(string status)
    {
        var listed = await _aws.RunAsync("stepfunctions", "list-executions", "--state-machine-arn", MachineArn, "--status-filter", status);
        return listed.GetProperty("executions").EnumerateArray().Select(item => item.GetProperty("executionArn").GetString());
    }
}
