using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>Parallel and both kinds of Map.</summary>
[Collection(JsonataCollection.Name)]
public sealed class BranchTests(JsonataFixture fixture)
{
    private const string HangOrFail = """
        "M":{"Type":"Map","Items":["hang","fail"],"ItemProcessor":{"StartAt":"I","States":{
          "I":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"{% $states.input %}"},"End":true}}},
          "Catch":[{"ErrorEquals":["ItemBroke"],"Next":"C"}],"Next":"C"},"C":{"Type":"Succeed"}
        """;

    private readonly Interpreter _interpreter = new(fixture);

    [Fact]
    public async Task Branches_get_the_arguments_and_their_outputs_come_in_order()
    {
        (await _interpreter.OutputAsync("""
            "P":{"Type":"Parallel","Arguments":{"x":"{% $states.input.a %}"},"Output":"{% $states.result %}","End":true,"Branches":[
              {"StartAt":"Slow","States":{"Slow":{"Type":"Wait","Seconds":200,"Next":"S"},"S":{"Type":"Pass","Output":"{% $states.input.x + 1 %}","End":true}}},
              {"StartAt":"Fast","States":{"Fast":{"Type":"Pass","End":true}}}]}
            """, """{"a":1}""")).ShouldBe("""[2,{"x":1}]""");
    }

    [Fact]
    public async Task Branches_read_outer_variables_and_keep_their_own_to_themselves()
    {
        (await _interpreter.OutputAsync("""
            "A":{"Type":"Pass","Assign":{"outer":1},"Next":"P"},
            "P":{"Type":"Parallel","Next":"Z","Branches":[
              {"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"inner":"{% $outer + 1 %}"},"Next":"B2"},"B2":{"Type":"Pass","Output":"{% $inner %}","End":true}}},
              {"StartAt":"C","States":{"C":{"Type":"Pass","Assign":{"inner":"{% $outer + 10 %}"},"Next":"C2"},"C2":{"Type":"Pass","Output":"{% $inner %}","End":true}}}]},
            "Z":{"Type":"Pass","Output":{"results":"{% $states.input %}","leaked":"{% $exists($inner) %}"},"End":true}
            """)).ShouldBe("""{"results":[2,11],"leaked":false}""");
    }

    [Fact]
    public async Task One_failed_branch_cancels_the_others_and_its_error_is_the_states()
    {
        _interpreter.Functions.Hang("hang").FailBesideHanging("fail", "Broke");
        var execution = await _interpreter.RunAsync($$"""
            "P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"H","States":{ {{Interpreter.Task("H", "hang", "\"End\":true")}} } },
              {"StartAt":"F","States":{ {{Interpreter.Task("F", "fail", "\"End\":true")}} } }]}
            """);
        (execution.Status, execution.Error).ShouldBe((ExecutionStatus.Failed, "Broke"));
        execution.History.Events.TakeLast(4).Select(item => item.Type)
            .ShouldBe(["TaskFailed", "TaskStateAborted", "ParallelStateFailed", "ExecutionFailed"]);
    }

    [Fact]
    public async Task A_map_gives_each_iteration_its_selected_item_and_its_context()
    {
        (await _interpreter.OutputAsync("""
            "M":{"Type":"Map","Items":"{% $states.input.list %}","ItemSelector":{"v":"{% $states.context.Map.Item.Value %}","i":"{% $states.context.Map.Item.Index %}","all":"{% $count($states.input.list) %}"},
              "ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"I","States":{"I":{"Type":"Pass","Output":["{% $states.input %}","{% $states.context.Map.Item.Value %}"],"End":true}}},
              "Output":"{% $states.result %}","End":true}
            """, """{"list":["a","b"]}""")).ShouldBe("""[[{"v":"a","i":0,"all":2},"a"],[{"v":"b","i":1,"all":2},"b"]]""");
    }

    [Fact]
    public async Task A_map_runs_no_more_iterations_at_once_than_it_may()
    {
        var (now, most) = (0, 0);
        _interpreter.Functions.On("f", async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(5, token);
            Interlocked.Decrement(ref now);
            return FakeFunctions.Success(null);
        });
        await _interpreter.OutputAsync($$$"""
            "M":{"Type":"Map","Items":"{% [1..8] %}","MaxConcurrency":"{% 1 + 1 %}","ItemProcessor":{"StartAt":"I","States":{ {{{Interpreter.Task("I", "f", "\"End\":true")}}} }},"End":true}
            """);
        most.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_iteration_aborts_the_others_and_the_history_says_which()
    {
        _interpreter.Functions.Hang("hang").FailBesideHanging("fail", "ItemBroke");
        var execution = await _interpreter.RunAsync(HangOrFail);
        execution.Status.ShouldBe(ExecutionStatus.Succeeded);
        var events = execution.History.Events;
        IndexOf(events, "MapIterationFailed").ShouldBe(1);
        IndexOf(events, "MapIterationAborted").ShouldBe(0);
        var types = events.Select(item => item.Type).ToList();
        types.Skip(types.IndexOf("MapIterationFailed")).ShouldBe(
            ["MapIterationFailed", "TaskStateAborted", "MapIterationAborted", "MapStateFailed", "MapStateExited",
             "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"]);
    }

    [Fact]
    public async Task A_map_is_retried_as_a_whole()
    {
        _interpreter.Functions.FailTimes("f", 1, "E");
        var execution = await _interpreter.RunAsync($$"""
            "M":{"Type":"Map","Items":[1,2],"MaxConcurrency":1,"ItemProcessor":{"StartAt":"I","States":{ {{Interpreter.Task("I", "f", "\"End\":true")}} } },
              "Retry":[{"ErrorEquals":["E"]}],"End":true}
            """);
        execution.Status.ShouldBe(ExecutionStatus.Succeeded);
        _interpreter.Functions.Calls.Select(call => call.Payload).ShouldBe(["1", "1", "2"]);
    }

    [Fact]
    public async Task Items_that_are_no_array_are_an_evaluation_error()
    {
        var execution = await _interpreter.RunAsync("""
            "M":{"Type":"Map","Items":"{% $states.input.n %}","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},"End":true}
            """, """{"n":5}""");
        execution.Error.ShouldBe("States.QueryEvaluationError");
        execution.Cause!.ShouldContain(
            "'$states.input.n' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 5");
    }

    [Fact]
    public async Task An_empty_map_succeeds_with_an_empty_array()
    {
        (await _interpreter.OutputAsync("""
            "M":{"Type":"Map","Items":[],"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},"End":true}
            """)).ShouldBe("[]");
    }

    [Fact]
    public async Task Items_of_a_distributed_map_are_executions_of_their_own_without_outer_variables()
    {
        var execution = await _interpreter.RunAsync(Distributed("""
            {"Type":"Pass","Output":{"own":"{% $states.context.Execution.Input %}","seen":"{% $exists($outer) %}"},"End":true}
            """), """["a","b"]""");
        Payload.Text(execution.Output!.Value).ShouldBe("""[{"own":"a","seen":false},{"own":"b","seen":false}]""");
        execution.History.Events.Select(item => item.Type).Where(type => type.StartsWith("Map", StringComparison.Ordinal))
            .ShouldBe(["MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunSucceeded", "MapStateSucceeded", "MapStateExited"]);
        var children = _interpreter.Machines.Executions.Where(child => child.MapRunArn is not null).ToList();
        children.Count.ShouldBe(2);
        children.ShouldAllBe(child => child.Arn.Contains(":execution:Sample/D:") && child.Status == ExecutionStatus.Succeeded);
    }

    [Theory]
    [InlineData("\"ToleratedFailureCount\":1,", ExecutionStatus.Succeeded)]
    [InlineData("\"ToleratedFailurePercentage\":50,", ExecutionStatus.Succeeded)]
    [InlineData("\"ToleratedFailurePercentage\":49,", ExecutionStatus.Failed)]
    [InlineData("", ExecutionStatus.Failed)]
    public async Task A_distributed_map_survives_as_many_failures_as_it_tolerates(string tolerance, string status)
    {
        var execution = await _interpreter.RunAsync(Distributed("""
            {"Type":"Choice","Choices":[{"Condition":"{% $states.input = 'bad' %}","Next":"F"}],"Default":"S"},"S":{"Type":"Succeed"},"F":{"Type":"Fail","Error":"Bad"}
            """, tolerance), """["good","bad"]""");
        execution.Status.ShouldBe(status);
        execution.Error.ShouldBe(status == ExecutionStatus.Failed ? "States.ExceedToleratedFailureThreshold" : null);
        if (execution.Output is { } output)
        {
            output[0].GetString().ShouldBe("good");
            output[1].GetProperty("Status").GetString().ShouldBe("FAILED");
            output[1].GetProperty("Error").GetString().ShouldBe("Bad");
        }
    }

    [Fact]
    public async Task Stopping_an_execution_ends_it_with_the_given_error_and_no_other_event()
    {
        var interpreter = new Interpreter(fixture, new ManualTimeProvider());
        var execution = await interpreter.StartAsync("""
            "M":{"Type":"Map","Items":[1,2],"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Wait","Seconds":100,"End":true}}},"End":true}
            """);
        await foreach (var item in execution.History.WatchAsync())
        {
            if (item.Type == "WaitStateEntered" && execution.History.Events.Count(other => other.Type == "WaitStateEntered") == 2)
            {
                break;
            }
        }

        await interpreter.Machines.StopAsync(execution, "Stopped", "by hand");
        (execution.Status, execution.Error, execution.Cause).ShouldBe((ExecutionStatus.Aborted, "Stopped", "by hand"));
        execution.History.Events.TakeLast(2).Select(item => item.Type).ShouldBe(["WaitStateEntered", "ExecutionAborted"]);
    }

    private static int IndexOf(IReadOnlyList<HistoryEvent> events, string type) =>
        events.Single(item => item.Type == type).Details!.Value.GetProperty("index").GetInt32();

    private static string Distributed(string first, string more = "") => $$$"""
        "A":{"Type":"Pass","Assign":{"outer":1},"Next":"D"},
        "D":{"Type":"Map",{{{more}}}"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"I","States":{"I":{{{first}}} }},"End":true}
        """;
}
