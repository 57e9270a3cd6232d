using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Commands.Executions;

namespace CacheBackup.LocalTests.Commands;

public sealed class ExecutionProgressTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private readonly ExecutionProgress _progress = new();
    private int _seconds;

    [Fact]
    public void A_retried_task_counts_its_attempts_and_ends_well()
    {
        Happen(1, 0, "ExecutionStarted");
        Happen(2, 1, "TaskStateEntered", ("name", "CreateSnapshot"));
        Happen(3, 2, "TaskScheduled");
        Happen(4, 3, "TaskFailed", ("error", "TransientServiceException"));
        var state = _progress.States.ShouldHaveSingleItem();
        (state.IsRunning, state.Error).ShouldBe((true, "TransientServiceException"));

        Happen(5, 4, "TaskScheduled");
        Happen(6, 5, "TaskSucceeded");
        Happen(7, 6, "TaskStateExited", ("name", "CreateSnapshot"), ("output", """{"Node":"orders-002"}"""));
        Happen(8, 7, "ExecutionSucceeded", ("output", "{}"));

        (state.Visits, state.Done, state.Attempts, state.Error, state.IsRunning).ShouldBe((1, 1, 2, null, false));
        state.Elapsed(_progress.LastAt).ShouldBe(TimeSpan.FromSeconds(5));
        ((string?)state.Output!["Node"]).ShouldBe("orders-002");
        _progress.Status.ShouldBe("SUCCEEDED");
    }

    [Fact]
    public void Iterations_of_a_Map_are_told_apart_by_their_chains()
    {
        Happen(1, 0, "ExecutionStarted");
        Happen(2, 1, "MapStateEntered", ("name", "VerifyShards"));
        Happen(3, 2, "MapStateStarted");
        Happen(4, 3, "MapIterationStarted", ("name", "VerifyShards"));
        Happen(5, 4, "TaskStateEntered", ("name", "VerifyExport"));
        Happen(6, 3, "MapIterationStarted", ("name", "VerifyShards"));
        Happen(7, 6, "TaskStateEntered", ("name", "VerifyExport"));
        Happen(8, 5, "TaskScheduled");
        Happen(9, 7, "TaskScheduled");
        Happen(10, 9, "TaskFailed", ("error", "ExportedFileDamagedException"));
        Happen(11, 8, "TaskSucceeded");
        Happen(12, 11, "TaskStateExited", ("name", "VerifyExport"), ("output", "{}"));
        Happen(13, 12, "MapIterationSucceeded", ("name", "VerifyShards"));

        var verify = _progress.States[1];
        (verify.Visits, verify.Done, verify.Attempts, verify.IsRunning).ShouldBe((2, 1, 1, true));
        // Entered once more than left, and still counted once: 4 s to 12 s.
        verify.Elapsed(_progress.LastAt).ShouldBe(TimeSpan.FromSeconds(8));

        Happen(14, 10, "MapIterationFailed", ("name", "VerifyShards"));
        (verify.IsRunning, verify.Error).ShouldBe((false, "ExportedFileDamagedException"));
    }

    [Fact]
    public void The_end_of_the_execution_ends_every_visit()
    {
        Happen(1, 0, "ExecutionStarted");
        Happen(2, 1, "WaitStateEntered", ("name", "WaitForSnapshot"));
        Happen(3, 2, "ExecutionTimedOut", ("error", "States.Timeout"));

        _progress.States.ShouldHaveSingleItem().IsRunning.ShouldBeFalse();
        (_progress.Status, _progress.End!.Error).ShouldBe(("TIMED_OUT", "States.Timeout"));
    }

    [Fact]
    public void An_event_is_read_as_the_service_writes_it()
    {
        var read = HistoryEvent.Parse(JsonNode.Parse(
            """
            {"id":7,"previousEventId":6,"timestamp":1795144203.25,"type":"TaskStateExited",
             "stateExitedEventDetails":{"name":"PollExport","output":"{\"Outcome\":\"Complete\"}","outputDetails":{"truncated":false}}}
            """)!.AsObject());

        (read.Id, read.PreviousId, read.Type, read.StateName).ShouldBe((7, 6, "TaskStateExited", "PollExport"));
        read.At.ShouldBe(DateTimeOffset.UnixEpoch.AddMilliseconds(1795144203250));
        ((string?)read.Output!["Outcome"]).ShouldBe("Complete");
    }

    private void Happen(long id, long previous, string type, params (string Name, string Value)[] details) =>
        _progress.Apply(new HistoryEvent(
            id,
            previous,
            Start.AddSeconds(_seconds++),
            type,
            new JsonObject(details.Select(detail => KeyValuePair.Create(detail.Name, (JsonNode?)detail.Value)))));
}
