using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

[Collection(JsonataCollection.Name)]
public sealed class RetryAndCatchTests(JsonataFixture fixture)
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("""{"ErrorEquals":["E"]}""", new double[] { 1, 2, 4 })]
    [InlineData("""{"ErrorEquals":["E"],"IntervalSeconds":3,"BackoffRate":1.5,"MaxAttempts":2}""", new double[] { 3, 4.5 })]
    [InlineData("""{"ErrorEquals":["E"],"IntervalSeconds":20,"BackoffRate":10,"MaxDelaySeconds":60,"MaxAttempts":3}""", new double[] { 20, 60, 60 })]
    [InlineData("""{"ErrorEquals":["E"],"MaxAttempts":0}""", new double[0])]
    public async Task Back_off_grows_by_its_rate_up_to_its_cap(string retrier, double[] expectedSeconds)
    {
        var interpreter = new Interpreter(fixture, _clock);
        interpreter.Functions.FailTimes("f", 100, "E");
        (await DelaysAsync(interpreter, retrier)).ShouldBe(expectedSeconds);
        interpreter.Functions.Calls.Count.ShouldBe(expectedSeconds.Length + 1);
    }

    [Fact]
    public async Task Full_jitter_waits_a_random_part_of_each_interval()
    {
        var interpreter = new Interpreter(fixture, _clock, new Random(42));
        interpreter.Functions.FailTimes("f", 100, "E");
        var delays = await DelaysAsync(
            interpreter, """{"ErrorEquals":["E"],"IntervalSeconds":10,"BackoffRate":2,"MaxAttempts":3,"JitterStrategy":"FULL"}""");
        var random = new Random(42);
        foreach (var (delay, interval) in delays.Zip([10.0, 20.0, 40.0]))
        {
            delay.ShouldBe(interval * random.NextDouble(), 0.001);
        }
    }

    [Fact]
    public async Task Each_retrier_counts_for_itself_and_a_used_up_one_is_the_end()
    {
        var interpreter = new Interpreter(fixture, _clock);
        var errors = new Queue<string>(["A", "B", "A", "B", "A"]);
        interpreter.Functions.On("f", (_, _) => Task.FromResult(FakeFunctions.Failure(errors.Dequeue())));
        var delays = await DelaysAsync(interpreter, """
            {"ErrorEquals":["A"],"MaxAttempts":2,"IntervalSeconds":1},{"ErrorEquals":["B"],"MaxAttempts":5,"IntervalSeconds":7},{"ErrorEquals":["States.ALL"],"MaxAttempts":9}
            """);
        delays.ShouldBe([1, 7, 2, 14]);
    }

    [Fact]
    public async Task The_context_counts_retries_and_each_attempt_is_in_the_history()
    {
        var interpreter = new Interpreter(fixture);
        interpreter.Functions.FailTimes("f", 2, "E");
        var execution = await interpreter.RunAsync(Interpreter.Task(
            "A", "f", """
            "Retry":[{"ErrorEquals":["States.TaskFailed"]}],"Output":"{% $states.context.State.RetryCount %}","End":true
            """));
        Payload.Text(execution.Output!.Value).ShouldBe("2");
        execution.History.Events.Count(item => item.Type == "TaskScheduled").ShouldBe(3);
        execution.History.Events.Count(item => item.Type == "TaskFailed").ShouldBe(2);
        execution.History.Events.Count(item => item.Type == "TaskStateEntered").ShouldBe(1);
    }

    [Fact]
    public async Task A_catcher_hands_on_error_and_cause_where_it_says_nothing_else()
    {
        var interpreter = new Interpreter(fixture);
        interpreter.Functions.On("f", _ => FakeFunctions.Failure("ExportFailedException", "no grant"));
        var output = await interpreter.OutputAsync($$"""
            {{Interpreter.Task("A", "f", """
                "Catch":[{"ErrorEquals":["Other"],"Next":"B"},{"ErrorEquals":["ExportFailedException"],"Next":"C"}],"Next":"B"
                """)}},"B":{"Type":"Fail"},"C":{"Type":"Succeed"}
            """);
        output.ShouldBe("""{"Error":"ExportFailedException","Cause":"{\"errorType\":\"ExportFailedException\",\"errorMessage\":\"no grant\"}"}""");
    }

    [Fact]
    public async Task A_catcher_can_keep_the_error_in_a_variable_and_choose_its_output()
    {
        var interpreter = new Interpreter(fixture);
        interpreter.Functions.On("f", _ => FakeFunctions.Failure("E", "why"));
        var execution = await interpreter.RunAsync($$"""
            {{Interpreter.Task("A", "f", """
                "Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"error":"{% $states.errorOutput %}"},"Output":"{% $states.input.x %}","Next":"B"}],"Next":"B"
                """)}},"B":{"Type":"Fail","Error":"{% $error.Error %}","Cause":"{% $parse($error.Cause).errorMessage & ' ' & $states.input %}"}
            """, """{"x":"mine"}""");
        (execution.Status, execution.Error, execution.Cause).ShouldBe((ExecutionStatus.Failed, "E", "why mine"));
    }

    [Theory]
    [InlineData("States.Timeout", "States.TaskFailed", false)]
    [InlineData("States.Timeout", "States.ALL", true)]
    [InlineData("States.Timeout", "States.Timeout", true)]
    [InlineData("States.HeartbeatTimeout", "States.Timeout", true)]
    [InlineData("States.HeartbeatTimeout", "States.TaskFailed", true)]
    [InlineData("AnyException", "States.TaskFailed", true)]
    [InlineData("AnyException", "States.Timeout", false)]
    [InlineData("AnyException", "Anyexception", false)]
    [InlineData("States.Runtime", "States.ALL", false)]
    [InlineData("States.Runtime", "States.Runtime", false)]
    [InlineData("States.DataLimitExceeded", "States.ALL", false)]
    [InlineData("States.DataLimitExceeded", "States.DataLimitExceeded", true)]
    [InlineData("States.QueryEvaluationError", "States.ALL", true)]
    public void Wildcards_match_what_the_service_lets_them_match(string error, string errorEquals, bool matches)
    {
        StatesErrors.Match([errorEquals], error).ShouldBe(matches);
    }

    [Fact]
    public async Task A_task_that_runs_too_long_times_out_and_can_be_caught_by_name()
    {
        var interpreter = new Interpreter(fixture, _clock);
        interpreter.Functions.Hang("f");
        var execution = await interpreter.StartAsync($$"""
            {{Interpreter.Task("A", "f", """
                "TimeoutSeconds":5,"Catch":[{"ErrorEquals":["States.Timeout"],"Next":"B"}],"Next":"B"
                """)}},"B":{"Type":"Succeed"}
            """);
        (await _clock.NextDueAsync()).ShouldBe(TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(5));
        await execution.Completion;
        Payload.Text(execution.Output!.Value).ShouldBe("""{"Error":"States.Timeout"}""");
        execution.History.Events.Select(item => item.Type).ShouldContain("TaskTimedOut");
    }

    [Fact]
    public async Task A_heartbeat_that_cannot_come_times_out_by_its_own_name()
    {
        var interpreter = new Interpreter(fixture, _clock);
        interpreter.Functions.Hang("f");
        var execution = await interpreter.StartAsync(
            Interpreter.Task("A", "f", "\"TimeoutSeconds\":60,\"HeartbeatSeconds\":\"{% 10 - 1 %}\",\"End\":true"));
        _clock.Advance(await _clock.NextDueAsync());
        await execution.Completion;
        execution.Error.ShouldBe("States.HeartbeatTimeout");
    }

    [Fact]
    public async Task A_machine_that_runs_too_long_is_timed_out_as_a_whole()
    {
        var interpreter = new Interpreter(fixture, _clock);
        var execution = await interpreter.StartAsync("""
            "A":{"Type":"Wait","Seconds":100,"End":true}
            """, more: "\"TimeoutSeconds\":30,");
        (await _clock.NextDueAsync()).ShouldBe(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(30));
        await execution.Completion;
        (execution.Status, execution.Error).ShouldBe((ExecutionStatus.TimedOut, null));
        execution.History.Events[^1].Type.ShouldBe("ExecutionTimedOut");
    }

    private async Task<List<double>> DelaysAsync(Interpreter interpreter, string retriers)
    {
        var execution = await interpreter.StartAsync(Interpreter.Task("A", "f", $"\"Retry\":[{retriers}],\"End\":true"));
        var delays = new List<double>();
        while (await NextDelayAsync(execution) is { } delay)
        {
            delays.Add(delay.TotalSeconds);
            _clock.Advance(delay);
        }

        execution.Status.ShouldBe(ExecutionStatus.Failed);
        return delays;
    }

    private async Task<TimeSpan?> NextDelayAsync(Execution execution)
    {
        var due = _clock.NextDueAsync();
        return await Task.WhenAny(due, execution.Completion) == due ? await due : null;
    }
}
