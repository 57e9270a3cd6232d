using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>Which data may go into which cache, as far as the request alone tells.</summary>
internal static class SeedRules
{
    /// <param name="seed">Where the data comes from; null for an empty cache, which may be any.</param>
    /// <param name="settings">What the cache is to be.</param>
    /// <param name="clusterEnabled">Whether it is to have cluster mode enabled.</param>
    /// <exception cref="ServiceError">The data cannot go into that cache.</exception>
    public static void Check(Seed? seed, CacheSettings settings, bool clusterEnabled)
    {
        if (seed is null)
        {
            return;
        }

        if (settings.IsMemcached)
        {
            throw ServiceError.InvalidCombination(
                "SnapshotArns and SnapshotName are only valid if the Engine parameter is redis or valkey.");
        }

        if (!clusterEnabled && seed.Arns.Count > 1)
        {
            // Several files are the shards of a cluster, and those cannot go into a cache without cluster mode.
            throw ServiceError.InvalidCombination(
                $"A cache with cluster mode disabled is restored from one snapshot ARN, {seed.Arns.Count} were given.");
        }

        if (seed.Snapshot is { } snapshot)
        {
            CheckSnapshot(snapshot, settings, clusterEnabled);
        }
    }

    private static void CheckSnapshot(Snapshot snapshot, CacheSettings settings, bool clusterEnabled)
    {
        if (snapshot.Node is null && !clusterEnabled)
        {
            throw ServiceError.InvalidCombination(
                $"Snapshot {snapshot.Name} was taken with cluster mode enabled and cannot be restored with cluster mode disabled.");
        }

        if (!EngineVersions.CanRestore(snapshot.Settings, settings))
        {
            throw ServiceError.InvalidCombination(
                $"Snapshot {snapshot.Name} is of {snapshot.Settings.Engine} {snapshot.Settings.EngineVersion} and cannot be restored "
                + $"to {settings.Engine} {settings.EngineVersion}.");
        }

        if (snapshot.Settings.DataTiering && !settings.DataTiering)
        {
            throw ServiceError.InvalidCombination(
                $"Snapshot {snapshot.Name} is of a cache with data tiering and cannot be restored to one without.");
        }
    }
}
