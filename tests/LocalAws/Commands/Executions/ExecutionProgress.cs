namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>What an execution has done so far, folded from its history one event at a time.</summary>
public sealed class ExecutionProgress
{
    private readonly Dictionary<long, StateVisit?> _visits = [];
    private readonly Dictionary<string, StateProgress> _states = [];
    private readonly List<StateProgress> _order = [];

    /// <summary>The states entered so far, in that order.</summary>
    public IReadOnlyList<StateProgress> States => _order;

    /// <summary><c>RUNNING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c> or <c>ABORTED</c>.</summary>
    public string Status { get; private set; } = "RUNNING";

    /// <summary>When the execution started.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The time of the last event.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The last event that says something about the execution as a whole: its end.</summary>
    public HistoryEvent? End { get; private set; }

    /// <summary>Takes the next event in.</summary>
    /// <returns>The visit it belongs to; null for an event of the execution or of a Map.</returns>
    public StateVisit? Apply(HistoryEvent happened)
    {
        LastAt = happened.At;
        var visit = happened.Type.EndsWith("StateEntered", StringComparison.Ordinal)
            ? StateOf(happened).Enter(happened.At)
            : _visits.GetValueOrDefault(happened.PreviousId);
        _visits[happened.Id] = visit;
        if (happened.Type.StartsWith("Execution", StringComparison.Ordinal))
        {
            ApplyToExecution(happened);
        }
        else if (visit is not null)
        {
            ApplyToVisit(happened, visit);
        }

        return visit;
    }

    private StateProgress StateOf(HistoryEvent entered)
    {
        var name = entered.StateName!;
        if (!_states.TryGetValue(name, out var state))
        {
            state = new StateProgress(name, entered.Type[..^"StateEntered".Length]);
            _states.Add(name, state);
            _order.Add(state);
        }

        return state;
    }

    private static void ApplyToVisit(HistoryEvent happened, StateVisit visit)
    {
        switch (happened.Type)
        {
            case "TaskScheduled":
                visit.State.Try(visit);
                break;
            case "TaskFailed" or "TaskTimedOut" or "TaskStartFailed" or "TaskSubmitFailed":
                visit.State.Fail(visit, happened.Error ?? "States.Timeout");
                break;
            case "TaskSucceeded":
                visit.State.Succeed(visit);
                break;
            case "MapIterationFailed" or "MapIterationAborted":
                visit.State.Close(visit, happened.At);
                break;
            case not null when happened.Leaves(visit.State):
                visit.State.Exit(visit, happened.At, happened.Output);
                break;
        }
    }

    private void ApplyToExecution(HistoryEvent happened)
    {
        if (happened.Type == "ExecutionStarted")
        {
            StartedAt = happened.At;
            return;
        }

        End = happened;
        Status = happened.Type switch
        {
            "ExecutionSucceeded" => "SUCCEEDED",
            "ExecutionTimedOut" => "TIMED_OUT",
            "ExecutionAborted" => "ABORTED",
            _ => "FAILED",
        };
        _order.ForEach(state => state.CloseAll(happened.At));
    }
}
