using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>Choice, Wait and Fail, the limits of an execution, and the recorded integrations.</summary>
[Collection(JsonataCollection.Name)]
public sealed class FlowTests(JsonataFixture fixture)
{
    private readonly Interpreter _interpreter = new(fixture);

    [Theory]
    [InlineData("1", """["one",1]""")]
    [InlineData("2", """["default",0]""")]
    public async Task A_choice_takes_the_first_rule_that_holds_with_that_rules_output_and_variables(string input, string expected)
    {
        (await _interpreter.OutputAsync("""
            "C":{"Type":"Choice","Choices":[{"Condition":"{% $states.input = 1 %}","Next":"Z","Output":"one","Assign":{"x":1}},{"Condition":"{% $states.input = 1 %}","Next":"Z"}],
              "Default":"Z","Output":"default","Assign":{"x":0}},
            "Z":{"Type":"Pass","Output":["{% $states.input %}","{% $x %}"],"End":true}
            """, input)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_choice_nothing_matches_fails()
    {
        var execution = await _interpreter.RunAsync("""
            "C":{"Type":"Choice","Choices":[{"Condition":"{% false %}","Next":"Z"}]},"Z":{"Type":"Succeed"}
            """);
        execution.Error.ShouldBe("States.NoChoiceMatched");
    }

    [Fact]
    public async Task A_condition_that_is_no_Boolean_is_an_evaluation_error()
    {
        var execution = await _interpreter.RunAsync("""
            "C":{"Type":"Choice","Choices":[{"Condition":"{% 'yes' %}","Next":"Z"}]},"Z":{"Type":"Succeed"}
            """);
        execution.Error.ShouldBe("States.QueryEvaluationError");
        execution.Cause!.ShouldContain("'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string'");
    }

    [Theory]
    [InlineData("\"Seconds\":90", 90)]
    [InlineData("\"Seconds\":\"{% $states.input.s %}\"", 7)]
    [InlineData("\"Timestamp\":\"2026-11-20T03:00:30Z\"", 30)]
    [InlineData("\"Timestamp\":\"{% '2026-11-20T04:00:00+00:00' %}\"", 3600)]
    public async Task A_wait_waits_as_long_as_it_says(string field, int seconds)
    {
        var clock = new ManualTimeProvider();
        var execution = await new Interpreter(fixture, clock).StartAsync($$"""
            "W":{"Type":"Wait",{{field}},"End":true}
            """, """{"s":7}""");
        (await clock.NextDueAsync()).ShouldBe(TimeSpan.FromSeconds(seconds));
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await execution.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        execution.Status.ShouldBe(ExecutionStatus.Succeeded);
    }

    [Fact]
    public async Task A_wait_for_what_is_no_time_is_an_evaluation_error()
    {
        var execution = await _interpreter.RunAsync("""
            "W":{"Type":"Wait","Seconds":"{% 'soon' %}","End":true}
            """);
        execution.Error.ShouldBe("States.QueryEvaluationError");
    }

    [Fact]
    public async Task A_history_ends_at_25_000_events()
    {
        var execution = await _interpreter.RunAsync("""
            "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}
            """);
        (execution.Status, execution.Error).ShouldBe((ExecutionStatus.Failed, "States.Runtime"));
        execution.Cause.ShouldBe("The execution reached the maximum number of history events (25000).");
        execution.History.Events.Count.ShouldBe(25_000);
    }

    [Fact]
    public async Task Published_notifications_are_recorded()
    {
        var output = await _interpreter.OutputAsync("""
            "N":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","Arguments":{"TopicArn":"arn:aws:sns:eu-west-1:111122223333:backups","Subject":"Done","Message":{"a":"{% 1 + 1 %}"}},"Output":"{% $states.result %}","End":true}
            """);
        var notification = _interpreter.Recorded.Notifications.ShouldHaveSingleItem();
        (notification.Subject, notification.Message).ShouldBe(("Done", """{"a":2}"""));
        output.ShouldBe($$"""{"MessageId":"{{notification.MessageId}}"}""");
    }

    [Fact]
    public async Task Put_events_are_recorded()
    {
        await _interpreter.OutputAsync("""
            "N":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Arguments":{"Entries":[{"Source":"cache-backup","DetailType":"Done","Detail":{"id":1},"EventBusName":"default"}]},"End":true}
            """);
        var put = _interpreter.Recorded.Events.ShouldHaveSingleItem();
        (put.Source, put.DetailType, Payload.Text(put.Detail)).ShouldBe(("cache-backup", "Done", """{"id":1}"""));
    }

    [Theory]
    [InlineData("""{"Source":"aws.s3","DetailType":"x","Detail":{}}""", "NotAuthorizedForSourceException")]
    [InlineData("""{"Source":"me","DetailType":"x","Detail":"text"}""", "MalformedDetail")]
    [InlineData("""{"Source":"me","Detail":{}}""", "InvalidArgument")]
    public async Task An_entry_EventBridge_would_refuse_fails_the_task(string entry, string code)
    {
        var execution = await _interpreter.RunAsync($$"""
            "N":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Arguments":{"Entries":[{{entry}}]},"End":true}
            """);
        execution.Error.ShouldBe("EventBridge.FailedEntry");
        execution.Cause!.ShouldContain(code);
        _interpreter.Recorded.Events.ShouldBeEmpty();
    }
}
