namespace CacheBackup.Core.Errors;

/// <summary>
/// The base of every error a step reports. The class name of a leaf is the error name a state machine sees, and a
/// heading in the runbook (statemachine/README.md).
/// </summary>
/// <param name="fact">What is so, with its names and numbers, as one sentence.</param>
/// <param name="hint">What to do next, as one sentence; null where the fact says it all.</param>
public abstract class CacheBackupException(string fact, string? hint = null, Exception? inner = null)
    : Exception(hint is null ? fact : $"{fact} HINT: {hint}", inner)
{
    /// <summary>What is so, without the hint.</summary>
    public string Fact { get; } = fact;
}

/// <summary>An error that repeating the step cannot mend. Never retried.</summary>
public abstract class PermanentException(string fact, string? hint = null, Exception? inner = null)
    : CacheBackupException(fact, hint, inner);

/// <summary>The service could not answer now (throttled, unavailable, timed out). Retried by the state machine.</summary>
public sealed class TransientServiceException(string fact, Exception? inner = null)
    : CacheBackupException(fact, "The step is repeated; if it keeps failing, look at the service's health dashboard and quotas.", inner)
{
    /// <summary>Whether the service asked for fewer requests.</summary>
    public bool IsThrottling { get; init; }
}
