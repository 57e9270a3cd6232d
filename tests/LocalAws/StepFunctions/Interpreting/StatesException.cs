namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>A state failed, by the error name that a Retry or Catch sees.</summary>
/// <param name="error">The error name; null where a Fail state gives none.</param>
/// <param name="cause">What happened, for people; null where there is nothing to say.</param>
public sealed class StatesException(string? error, string? cause) : Exception($"{error}: {cause}")
{
    /// <summary>The error name.</summary>
    public string? Error { get; } = error;

    /// <summary>What happened.</summary>
    public string? Cause { get; } = cause;
}

/// <summary>The error names Step Functions itself raises.</summary>
public static class StatesErrors
{
    /// <summary>Matches every error but <see cref="DataLimitExceeded"/> and <see cref="Runtime"/>.</summary>
    public const string All = "States.ALL";

    /// <summary>Matches what <see cref="All"/> matches, but not <see cref="Timeout"/>.</summary>
    public const string TaskFailed = "States.TaskFailed";

    /// <summary>A Task or an execution ran longer than its TimeoutSeconds.</summary>
    public const string Timeout = "States.Timeout";

    /// <summary>A Task sent no heartbeat within HeartbeatSeconds; <see cref="Timeout"/> matches it too.</summary>
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";

    /// <summary>An expression failed, came to nothing, or to a value of the wrong type.</summary>
    public const string QueryEvaluationError = "States.QueryEvaluationError";

    /// <summary>No rule of a Choice holds and it has no Default.</summary>
    public const string NoChoiceMatched = "States.NoChoiceMatched";

    /// <summary>A payload is larger than 256 KiB. Only its own name matches it.</summary>
    public const string DataLimitExceeded = "States.DataLimitExceeded";

    /// <summary>Too many items of a distributed Map failed.</summary>
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";

    /// <summary>The execution cannot go on. Nothing matches it.</summary>
    public const string Runtime = "States.Runtime";

    /// <summary>Whether an <c>ErrorEquals</c> names this error, wildcards included.</summary>
    public static bool Match(IReadOnlyList<string> errorEquals, string? error) => error switch
    {
        Runtime => false,
        DataLimitExceeded => errorEquals.Contains(DataLimitExceeded),
        Timeout => errorEquals.Contains(Timeout) || errorEquals.Contains(All),
        HeartbeatTimeout => errorEquals.Any(name => name is HeartbeatTimeout or Timeout or TaskFailed or All),
        _ => errorEquals.Any(name => name == error || name is All or TaskFailed),
    };
}
