using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Sources;

/// <summary>
/// ElastiCache allows 20 manual snapshots of a node in 24 hours. Deleted ones count too but are not listed, so a source
/// that passes here may still be refused by CreateSnapshot.
/// </summary>
internal static class SnapshotQuota
{
    private const int SnapshotsPerDay = 20;

    public static async Task CheckAsync(CacheLookup lookup, SourceCache cache, DateTimeOffset now)
    {
        var snapshots = await lookup
            .ManualSnapshotsAsync(cache.SnapshotNode is null ? cache.Id : null, cache.SnapshotNode);
        var spent = snapshots.Count(snapshot => IsOfLastDay(snapshot, now));
        if (spent >= SnapshotsPerDay)
        {
            throw new SnapshotQuotaSpentException(
                $"{cache.SnapshotNode ?? cache.Id} has had {spent} manual snapshots in the last 24 hours; "
                + $"ElastiCache allows {SnapshotsPerDay}.",
                "Wait, or back up an automatic snapshot by naming it in Source.SnapshotName: that uses no quota.");
        }
    }

    // A snapshot that is still being created has no time yet.
    private static bool IsOfLastDay(Snapshot snapshot, DateTimeOffset now)
    {
        var latest = snapshot.NodeSnapshots?.Max(node => node.SnapshotCreateTime);
        return latest is null || latest.Value.ToUniversalTime() > now.UtcDateTime.AddDays(-1);
    }
}
