using CacheBackup.Core.Errors;
using CacheBackup.Core.Keyspaces;

namespace CacheBackup.Core.Restores;

/// <summary>Makes sure that the new cache is what was asked for and, where it can be reached, that it holds what the files hold.</summary>
public sealed class RestoreVerifier(NewCacheReader caches, KeyCounter keys)
{
    /// <summary>Looks at the cache and counts its keys.</summary>
    /// <exception cref="CacheCreationFailedException">It is gone.</exception>
    /// <exception cref="RestoredCacheDiffersException">The message lists every difference.</exception>
    public async Task<RestoreVerdict> VerifyAsync(RestorePlan plan, SeedFacts facts, CancellationToken cancellationToken)
    {
        var cache = plan.Cache;
        var group = await caches.FindAsync(cache, cancellationToken) ?? throw CacheFailures.GaveUp(cache, null, []);
        var node = await caches.FindNodeAsync(cache, group, cancellationToken);
        Demand(plan, CacheComparison.Differences(cache, group, node));
        var count = await keys.CountAsync(group, cancellationToken);
        if (count.NotDoneBecause is { } reason)
        {
            return new RestoreVerdict(KeysWereCounted: false, 0, $"The keys were not counted: {reason}.");
        }

        Demand(plan, KeyComparison.Differences(cache, facts, count.Shards));
        var (found, expected) = (count.Shards.Sum(shard => shard.Keys), facts.Total.Keys - facts.Total.Dropped);
        return new RestoreVerdict(
            KeysWereCounted: true,
            found,
            found == expected
                ? $"Every key of the files is there, {found:N0}."
                : $"{found} of {expected} keys are there, every one without a time to live among them; {expected - found} have expired since.");
    }

    private static void Demand(RestorePlan plan, IReadOnlyList<string> differences)
    {
        if (differences.Count > 0)
        {
            throw new RestoredCacheDiffersException(
                $"Replication group {plan.Cache.Id} is not what was asked for: {string.Join("; ", differences)}.",
                "It was deleted again. Look at its events for evictions or a failover, and start the restore again.");
        }
    }
}

/// <summary>What was found of a new cache that is as asked for.</summary>
/// <param name="KeysWereCounted">Whether its keys were counted and compared.</param>
/// <param name="Keys">How many there are; 0 where they were not counted.</param>
/// <param name="Finding">What was found of the keys, or why they were not counted.</param>
public sealed record RestoreVerdict(bool KeysWereCounted, long Keys, string Finding);
