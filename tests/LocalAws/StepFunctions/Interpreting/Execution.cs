using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>As the API names them.</summary>
public static class ExecutionStatus
{
    public const string Running = "RUNNING";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string TimedOut = "TIMED_OUT";
    public const string Aborted = "ABORTED";
}

/// <summary>A deployed state machine.</summary>
/// <param name="Arn">Its ARN; Region and account are in it.</param>
/// <param name="Name">1 to 80 characters.</param>
/// <param name="RoleArn">The role it would have.</param>
/// <param name="Text">The definition as deployed, substitutions made.</param>
/// <param name="Definition">The same, loaded.</param>
/// <param name="Created">Real time.</param>
public sealed record StateMachine(
    string Arn, string Name, string RoleArn, string Text, StateMachineDefinition Definition, DateTimeOffset Created)
{
    /// <summary>Its Region.</summary>
    public string Region => Arn.Split(':')[3];

    /// <summary>Its account, 12 digits.</summary>
    public string AccountId => Arn.Split(':')[4];
}

/// <summary>One run of a state machine, or of one item of a distributed Map.</summary>
public sealed class Execution
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Execution(StateMachine machine, string arn, string name, JsonElement input, TimeProvider time, string? mapRunArn = null)
    {
        Machine = machine;
        Arn = arn;
        Name = name;
        Input = input;
        MapRunArn = mapRunArn;
        Started = time.GetUtcNow();
        History = new History(time);
    }

    public StateMachine Machine { get; }

    public string Arn { get; }

    public string Name { get; }

    public JsonElement Input { get; }

    /// <summary>Of the distributed Map it belongs to; null for an execution of its own.</summary>
    public string? MapRunArn { get; }

    public DateTimeOffset Started { get; }

    public DateTimeOffset? Stopped { get; private set; }

    /// <summary>One of <see cref="ExecutionStatus"/>.</summary>
    public string Status { get; private set; } = ExecutionStatus.Running;

    /// <summary>Once it succeeded.</summary>
    public JsonElement? Output { get; private set; }

    /// <summary>The error name, once it failed; null where nobody gave one, as when the execution as a whole timed out.</summary>
    public string? Error { get; private set; }

    /// <summary>The error's cause, once it failed.</summary>
    public string? Cause { get; private set; }

    /// <summary>What happened so far.</summary>
    public History History { get; }

    /// <summary>Completes when the execution ends, however it ends.</summary>
    public Task Completion => _completion.Task;

    internal void Succeed(JsonElement output, long previous, DateTimeOffset at)
    {
        Output = output;
        var details = new { output = Payload.Text(output), outputDetails = Details.Whole };
        End(ExecutionStatus.Succeeded, previous, at, "ExecutionSucceeded", details);
    }

    internal void Fail(string? error, string? cause, long previous, DateTimeOffset at) =>
        EndBadly(ExecutionStatus.Failed, "ExecutionFailed", error, cause, previous, at);

    internal void TimeOut(long previous, DateTimeOffset at) =>
        EndBadly(ExecutionStatus.TimedOut, "ExecutionTimedOut", null, null, previous, at);

    internal void Abort(string? error, string? cause, long previous, DateTimeOffset at) =>
        EndBadly(ExecutionStatus.Aborted, "ExecutionAborted", error, cause, previous, at);

    private void EndBadly(string status, string type, string? error, string? cause, long previous, DateTimeOffset at)
    {
        Error = error;
        Cause = cause;
        End(status, previous, at, type, new { error, cause });
    }

    private void End(string status, long previous, DateTimeOffset at, string type, object details)
    {
        // Status first: whoever watches the history to its end finds the execution ended.
        Stopped = at;
        Status = status;
        History.End(previous, type, $"{char.ToLowerInvariant(type[0])}{type[1..]}EventDetails", details);
        _completion.SetResult();
    }
}
