using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary><c>states:startExecution.sync:2</c>: what fails its Task, and whom its Task takes along.</summary>
[Collection(JsonataCollection.Name)]
public sealed class NestedFailureTests(JsonataFixture fixture)
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(""" "Error":"Broke","Cause":"because" """, """ "Cause":"because","Error":"Broke", """)]
    [InlineData(""" "Error":"States.Timeout" """, """ "Error":"States.Timeout", """)]
    public async Task A_failed_nested_execution_fails_its_task_with_its_description_as_the_cause(string fail, string members)
    {
        var interpreter = await Nesting.DeployAsync(fixture, $$""" "F":{"Type":"Fail",{{fail}}} """);
        var caller = await interpreter.RunAsync(Nesting.Task(""" "Name":"once","Input":{"n":1} """));

        (caller.Status, caller.Error).ShouldBe((ExecutionStatus.Failed, "States.TaskFailed"));
        var nested = interpreter.Machines.FindExecution(Nesting.ExecutionArn)!;
        caller.Cause.ShouldBe($$$"""
            {{{{members.Trim()}}}"ExecutionArn":"{{{Nesting.ExecutionArn}}}","Input":"{\"n\":1}","InputDetails":{"Included":true},"Name":"once",
            "RedriveCount":0,"RedriveStatus":"REDRIVABLE","StartDate":{{{nested.Started.ToUnixTimeMilliseconds()}}},
            "StateMachineArn":"{{{Nesting.MachineArn}}}","Status":"FAILED","StopDate":{{{nested.Stopped!.Value.ToUnixTimeMilliseconds()}}}}
            """.ReplaceLineEndings(""));
        caller.History.Events.TakeLast(3).Select(item => item.Type).ShouldBe(["TaskSubmitted", "TaskFailed", "ExecutionFailed"]);
    }

    [Fact]
    public async Task A_nested_execution_that_timed_out_fails_its_task_without_an_error_of_its_own()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Wait, more: "\"TimeoutSeconds\":10,");
        ShouldDescribe(await interpreter.RunAsync(Nesting.Task()), ExecutionStatus.TimedOut, null, null);
    }

    [Fact]
    public async Task A_nested_execution_that_was_stopped_fails_its_task_with_what_it_was_stopped_with()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Wait, _clock);
        var caller = await interpreter.StartAsync(Nesting.Task());
        await caller.HappenedAsync("TaskSubmitted");

        await interpreter.Machines.StopAsync(interpreter.Nested().ShouldHaveSingleItem(), "Enough", "by hand");
        await caller.EndAsync();

        ShouldDescribe(caller, ExecutionStatus.Aborted, "Enough", "by hand");
    }

    [Fact]
    public async Task The_failure_is_caught_as_a_failed_task_and_a_function_reads_its_cause()
    {
        var interpreter = await Nesting.DeployAsync(fixture, """ "F":{"Type":"Fail","Error":"Broke","Cause":"because"} """);
        interpreter.Functions.On("read", payload =>
            JsonElement.Parse(payload.GetProperty("Cause").GetString()!).GetProperty("Error").GetString());

        var output = await interpreter.OutputAsync($$"""
            {{Nesting.Task(more: """
                "Catch":[{"ErrorEquals":["Broke"],"Next":"Z"},{"ErrorEquals":["States.TaskFailed"],"Next":"R"}],
                """)}},
            {{Interpreter.Task("R", "read", "\"Output\":\"{% $states.result.Payload %}\",\"End\":true")}},
            "Z":{"Type":"Succeed"}
            """);

        output.ShouldBe("\"Broke\"");
    }

    [Theory]
    [InlineData(Nesting.MachineArn + "x", "", "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + Nesting.MachineArn + "x'")]
    [InlineData("arn:aws:states:us-east-1:111122223333:stateMachine:Nested", "", "StateMachineDoesNotExist", "State Machine Does Not Exist: ")]
    [InlineData("Nested", "", "InvalidArn", "Invalid Arn: ")]
    [InlineData(Nesting.MachineArn, ",\"Name\":\"a b\"", "InvalidName", "Invalid Name: 'a b'")]
    [InlineData(Nesting.MachineArn, ",\"Name\":\"\"", "InvalidName", "Invalid Name: ''")]
    [InlineData(Nesting.MachineArn, ",\"Name\":\"once\"", "ExecutionAlreadyExists", "Execution Already Exists: '" + Nesting.ExecutionArn + "'")]
    public async Task What_the_API_refuses_fails_the_task_by_the_name_of_the_refusal(
        string machine, string arguments, string code, string message)
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Echo);
        await interpreter.Machines.AddAsync("Nested", Interpreter.Machine(Nesting.Echo), region: "us-east-1");
        await interpreter.Machines.Start(interpreter.Machines.Find(Nesting.MachineArn)!, Payload.Empty, "once").EndAsync();

        var caller = await interpreter.RunAsync($$$"""
            "N":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Arguments":{"StateMachineArn":"{{{machine}}}"{{{arguments}}}},"End":true}
            """);

        caller.Error.ShouldBe($"StepFunctions.{code}Exception");
        caller.Cause!.ShouldStartWith(message);
        caller.Cause!.ShouldContain($" (Service: AWSStepFunctions; Status Code: 400; Error Code: {code}; Request ID: ");
        caller.History.Events.TakeLast(3).Select(item => item.Type).ShouldBe(["TaskStarted", "TaskFailed", "ExecutionFailed"]);
        interpreter.Nested().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_name_of_a_running_execution_with_another_input_is_taken()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Wait, _clock);
        var running = interpreter.Machines.Start(interpreter.Machines.Find(Nesting.MachineArn)!, JsonElement.Parse("""{"a":1}"""), "once");

        var caller = await interpreter.RunAsync(Nesting.Task(""" "Name":"once","Input":{"a":2} """));

        caller.Error.ShouldBe("StepFunctions.ExecutionAlreadyExistsException");
        running.Status.ShouldBe(ExecutionStatus.Running);
    }

    [Fact]
    public async Task Stopping_its_caller_stops_it()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Wait, _clock);
        var caller = await interpreter.StartAsync(Nesting.Task());
        await caller.HappenedAsync("TaskSubmitted");

        await interpreter.Machines.StopAsync(caller, "Enough");

        caller.History.Events.TakeLast(2).Select(item => item.Type).ShouldBe(["TaskSubmitted", "ExecutionAborted"]);
        await ShouldBeStoppedAsync(interpreter.Nested().ShouldHaveSingleItem(), caller);
    }

    [Theory]
    [InlineData("\"TimeoutSeconds\":5,", "", ExecutionStatus.Failed, "States.Timeout", "TaskTimedOut")]
    [InlineData("", "\"TimeoutSeconds\":5,", ExecutionStatus.TimedOut, null, "TaskSubmitted")]
    public async Task It_is_stopped_when_its_task_or_its_caller_times_out(
        string task, string machine, string status, string? error, string lastEventOfTask)
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Wait, _clock);
        var caller = await interpreter.StartAsync(Nesting.Task(more: task), more: machine);
        await caller.HappenedAsync("TaskSubmitted");

        _clock.Advance(TimeSpan.FromSeconds(5));
        await caller.EndAsync();

        (caller.Status, caller.Error, caller.Cause).ShouldBe((status, error, null));
        caller.History.Events[^2].Type.ShouldBe(lastEventOfTask);
        await ShouldBeStoppedAsync(interpreter.Nested().ShouldHaveSingleItem(), caller);
    }

    [Fact]
    public async Task It_is_stopped_when_another_branch_of_its_caller_fails()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Interpreter.Task("H", "hang", "\"End\":true"));
        interpreter.Functions.Hang("hang").FailBesideHanging("fail", "Broke");

        var caller = await interpreter.RunAsync($$"""
            "P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"N","States":{ {{Nesting.Task()}} } },
              {"StartAt":"F","States":{ {{Interpreter.Task("F", "fail", "\"End\":true")}} } }]}
            """);

        caller.Error.ShouldBe("Broke");
        await ShouldBeStoppedAsync(interpreter.Nested().ShouldHaveSingleItem(), caller);
    }

    private static void ShouldDescribe(Execution caller, string status, string? error, string? cause)
    {
        caller.Error.ShouldBe("States.TaskFailed");
        var described = JsonElement.Parse(caller.Cause!);
        string? Member(string name) => described.TryGetProperty(name, out var value) ? value.GetString() : null;
        (Member("Status"), Member("Error"), Member("Cause")).ShouldBe((status, error, cause));
        Member("Input").ShouldBe("{}");
        described.TryGetProperty("Output", out _).ShouldBeFalse();
    }

    private static async Task ShouldBeStoppedAsync(Execution nested, Execution caller)
    {
        await nested.EndAsync();
        (nested.Status, nested.Error).ShouldBe((ExecutionStatus.Aborted, null));
        nested.Cause.ShouldBe(
            $"The Task state in AWS Step Functions execution [{caller.Arn}] which was managing this resource was aborted");
    }
}
