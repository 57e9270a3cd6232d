namespace CacheBackup.Rdb;

/// <summary>How to verify one file.</summary>
/// <param name="Level">How much is looked at.</param>
/// <param name="At">The time at which keys count as expired or not; an engine drops expired keys while loading.</param>
public sealed record RdbVerifierOptions(VerificationLevel Level, DateTimeOffset At)
{
    /// <summary>How many of the largest keys the report names, 0 to 100.</summary>
    public int LargestKeys { get; init; } = 10;
}
