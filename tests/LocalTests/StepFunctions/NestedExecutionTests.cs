using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary><c>states:startExecution.sync:2</c>: what it starts, and what it makes of the end it waited for.</summary>
[Collection(JsonataCollection.Name)]
public sealed class NestedExecutionTests(JsonataFixture fixture)
{
    [Fact]
    public async Task Its_result_describes_the_nested_execution_with_JSON_for_input_and_output()
    {
        var waitThenEcho = $"{Nesting.Wait.Replace("\"End\":true", "\"Next\":\"E\"", StringComparison.Ordinal)},{Nesting.Echo}";
        var interpreter = await Nesting.DeployAsync(fixture, waitThenEcho);

        var caller = await interpreter.RunAsync(Nesting.Task(""" "Name":"once","Input":{"n":"{% 1 + 1 %}"} """));

        caller.Error.ShouldBeNull(caller.Cause);
        var nested = interpreter.Machines.FindExecution(Nesting.ExecutionArn)!;
        Payload.Text(caller.Output!.Value).ShouldBe($$$"""
            {"ExecutionArn":"{{{Nesting.ExecutionArn}}}","Input":{"n":2},"InputDetails":{"Included":true},"Name":"once",
            "Output":{"got":{"n":2}},"OutputDetails":{"Included":true},"RedriveCount":0,"RedriveStatus":"NOT_REDRIVABLE",
            "RedriveStatusReason":"Execution is SUCCEEDED and cannot be redriven","StartDate":{{{nested.Started.ToUnixTimeMilliseconds()}}},
            "StateMachineArn":"{{{Nesting.MachineArn}}}","Status":"SUCCEEDED","StopDate":{{{nested.Stopped!.Value.ToUnixTimeMilliseconds()}}}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Its_history_says_which_execution_was_submitted()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Echo);
        var caller = await interpreter.RunAsync(Nesting.Task(""" "Name":"once" """));

        var events = caller.History.Events.Where(item => item.StateName == "N").ToList();
        events.Select(item => item.Type).ShouldBe(
            ["TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited"]);
        foreach (var details in events[1..5].Select(item => item.Details!.Value))
        {
            (details.GetProperty("resourceType").GetString(), details.GetProperty("resource").GetString())
                .ShouldBe(("states", "startExecution.sync:2"));
        }

        var started = interpreter.Machines.FindExecution(Nesting.ExecutionArn)!.Started.ToUnixTimeMilliseconds();
        (events[3].DetailsName, events[3].Details!.Value.GetProperty("output").GetString())
            .ShouldBe(("taskSubmittedEventDetails", $$"""{"ExecutionArn":"{{Nesting.ExecutionArn}}","StartDate":{{started}}}"""));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData(""" "Input":null """, "{}")]
    [InlineData(""" "Input":[1,"{% $states.input.a %}"] """, "[1,2]")]
    [InlineData(""" "Input":{"by":"{% $states.context.Execution.Name %}"} """, """{"by":"caller"}""")]
    public async Task Its_input_is_any_JSON_but_text_and_an_empty_object_where_none_is_given(string arguments, string input)
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Echo);
        var machine = await interpreter.Machines.AddAsync("Sample", Interpreter.Machine(Nesting.Task(arguments)));

        var caller = interpreter.Machines.Start(machine, JsonElement.Parse("""{"a":2}"""), "caller");
        await caller.EndAsync();

        caller.Error.ShouldBeNull(caller.Cause);
        Payload.Text(interpreter.Nested().ShouldHaveSingleItem().Input).ShouldBe(input);
    }

    [Fact]
    public async Task Text_as_input_is_refused()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Echo);
        var caller = await interpreter.RunAsync(Nesting.Task(""" "Input":"{% '{}' %}" """));
        (caller.Error, caller.Cause).ShouldBe(("States.Runtime", "LocalAws does not support text as 'Input'."));
        interpreter.Nested().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_name_and_input_joins_the_execution_that_runs()
    {
        var clock = new ManualTimeProvider();
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Wait, clock);
        var running = interpreter.Machines.Start(interpreter.Machines.Find(Nesting.MachineArn)!, JsonElement.Parse("""{"a":1}"""), "once");

        var caller = await interpreter.StartAsync(Nesting.Task(""" "Name":"once","Input":{"a":1} """));
        await caller.HappenedAsync("TaskSubmitted");
        await clock.NextDueAsync();
        clock.Advance(TimeSpan.FromSeconds(100));
        await caller.EndAsync();

        caller.Output!.Value.GetProperty("ExecutionArn").GetString().ShouldBe(Nesting.ExecutionArn);
        interpreter.Nested().ShouldBe([running]);
    }

    [Fact]
    public async Task Each_item_of_a_distributed_map_can_run_one()
    {
        var interpreter = await Nesting.DeployAsync(fixture, Nesting.Echo);
        var caller = await interpreter.RunAsync($$"""
            "M":{"Type":"Map","Items":[1,2],"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
              "StartAt":"N","States":{ {{Nesting.Task(""" "Input":"{% $states.input %}" """)}} } },"Output":"{% $states.result.Output.got %}","End":true}
            """);

        caller.Error.ShouldBeNull(caller.Cause);
        Payload.Text(caller.Output!.Value).ShouldBe("[1,2]");
    }

    [Fact]
    public async Task Machines_run_each_other_within_a_Region_whichever_was_deployed_first()
    {
        var interpreter = new Interpreter(fixture);
        var arn = Nesting.MachineArn.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal);
        var machine = await interpreter.Machines.AddAsync("Sample", Interpreter.Machine(Nesting.Task(machine: arn)), region: "us-east-1");
        await interpreter.Machines.AddAsync("Nested", Interpreter.Machine(Nesting.Echo), region: "us-east-1");

        var caller = interpreter.Machines.Start(machine, Payload.Empty);
        await caller.EndAsync();

        caller.Error.ShouldBeNull(caller.Cause);
        caller.Output!.Value.GetProperty("StateMachineArn").GetString().ShouldBe(arn);
    }
}
