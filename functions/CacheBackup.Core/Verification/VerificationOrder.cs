using CacheBackup.Core.Plans;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>How to verify a file. It comes from the execution, so that every invocation of a run has the same.</summary>
/// <param name="Plan">Level, target, and whether a checksum is demanded.</param>
/// <param name="At">When the execution started: the time at which keys count as expired.</param>
public sealed record VerificationOrder(VerificationPlan Plan, DateTimeOffset At)
{
    /// <summary>Whether a report of the same version of the file will do that was made at another time.</summary>
    public bool AcceptsEarlierReport { get; init; }

    /// <summary>The options of the verifier.</summary>
    public RdbVerifierOptions Options => new(Plan.Level, At.ToUniversalTime());
}
