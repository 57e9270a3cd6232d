using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Restores;

/// <summary>How often, and after what time, a change that S3 makes without a condition is looked at and repeated.</summary>
internal static class SeedAttempts
{
    /// <summary>Between another run's reading and writing lies one call; one that takes longer is rare and ends in an error.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private const int Most = 5;

    /// <summary>Lets an attempt pass, up to the fifth.</summary>
    /// <param name="attempt">From 1.</param>
    /// <param name="what">What was done in each, as the start of a sentence.</param>
    /// <exception cref="TransientServiceException">It is the sixth.</exception>
    public static void Demand(int attempt, string what)
    {
        if (attempt > Most)
        {
            throw new TransientServiceException($"{what} {Most} times, and others undid it.");
        }
    }
}
