using System.Text.Json.Nodes;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>What an execution has done in one state so far, all its visits and Map iterations together.</summary>
/// <param name="name">The state's name.</param>
/// <param name="type">Such as <c>Task</c> or <c>Wait</c>.</param>
public sealed class StateProgress(string name, string type)
{
    private readonly HashSet<StateVisit> _open = [];
    private DateTimeOffset _openedAt;
    private TimeSpan _closed;

    /// <summary>The state's name.</summary>
    public string Name { get; } = name;

    /// <summary>Such as <c>Task</c> or <c>Wait</c>.</summary>
    public string Type { get; } = type;

    /// <summary>How often it was entered.</summary>
    public int Visits { get; private set; }

    /// <summary>How many of its visits ended well.</summary>
    public int Done { get; private set; }

    /// <summary>The most attempts one visit took; 0 for a state that is not tried, such as a Wait.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether it is running.</summary>
    public bool IsRunning => _open.Count > 0;

    /// <summary>The error a visit ended with, or that it is being retried after.</summary>
    public string? Error { get; private set; }

    /// <summary>The last output.</summary>
    public JsonNode? Output { get; private set; }

    /// <summary>Real time during which it was running, parallel iterations counted once.</summary>
    public TimeSpan Elapsed(DateTimeOffset now) => IsRunning ? _closed + (now - _openedAt) : _closed;

    /// <summary>A visit begins.</summary>
    public StateVisit Enter(DateTimeOffset at)
    {
        Visits++;
        _openedAt = IsRunning ? _openedAt : at;
        var visit = new StateVisit(this, at);
        _open.Add(visit);
        return visit;
    }

    /// <summary>A visit tries, again perhaps.</summary>
    public void Try(StateVisit visit)
    {
        visit.Attempts++;
        Attempts = Math.Max(Attempts, visit.Attempts);
    }

    /// <summary>An attempt of a visit failed.</summary>
    public void Fail(StateVisit visit, string error)
    {
        visit.Error = error;
        Error = error;
    }

    /// <summary>An attempt of a visit succeeded, after failures perhaps.</summary>
    public void Succeed(StateVisit visit)
    {
        Error = visit.Error is null ? Error : null;
        visit.Error = null;
    }

    /// <summary>A visit is left; well, unless its last attempt failed.</summary>
    public void Exit(StateVisit visit, DateTimeOffset at, JsonNode? output)
    {
        if (visit.Error is null)
        {
            Done++;
            Output = output;
        }

        Close(visit, at);
    }

    /// <summary>A visit ends without being left, because what it belongs to failed.</summary>
    public void Close(StateVisit visit, DateTimeOffset at)
    {
        if (_open.Remove(visit) && !IsRunning)
        {
            _closed += at - _openedAt;
        }
    }

    /// <summary>Ends every open visit.</summary>
    public void CloseAll(DateTimeOffset at)
    {
        foreach (var visit in _open.ToList())
        {
            Close(visit, at);
        }
    }
}

/// <summary>One visit of a state.</summary>
/// <param name="state">The state.</param>
/// <param name="enteredAt">When it was entered.</param>
public sealed class StateVisit(StateProgress state, DateTimeOffset enteredAt)
{
    /// <summary>The state.</summary>
    public StateProgress State { get; } = state;

    /// <summary>When it was entered.</summary>
    public DateTimeOffset EnteredAt { get; } = enteredAt;

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>The error of the last attempt; null unless it failed.</summary>
    public string? Error { get; set; }
}
