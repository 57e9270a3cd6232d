using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Snapshots;

/// <summary>Decides whether a snapshot may be taken, and registers it as <c>creating</c>.</summary>
internal static class SnapshotPlan
{
    /// <exception cref="ServiceError">Unsupported source, name taken, source not available, or quota spent: in this order.</exception>
    public static Snapshot Manual(RegionState state, string name, SnapshotSource source, DateTimeOffset now, string? kmsKeyId = null)
    {
        Check(state, name, source);
        state.Quota.Take([.. source.Parts.Select(part => part.Node)], now);
        return Register(state, name, source, now, isAutomatic: false, kmsKeyId);
    }

    /// <summary>One that ElastiCache takes by itself: named after its time, and free of the quota.</summary>
    /// <exception cref="ServiceError">As for a manual one.</exception>
    public static Snapshot Automatic(RegionState state, SnapshotSource source, DateTimeOffset now)
    {
        var name = $"automatic.{source.Group?.Id ?? source.Node!.Id}-{now.UtcDateTime:yyyy-MM-dd-HH-mm}";
        Check(state, name, source);
        return Register(state, name, source, now, isAutomatic: true, kmsKeyId: null);
    }

    private static void Check(RegionState state, string name, SnapshotSource source)
    {
        if (!source.Settings.CanSnapshot)
        {
            throw ServiceError.BadRequest(
                "SnapshotFeatureNotSupportedFault",
                $"Snapshots are not supported for {source.Settings.Engine} on {source.Settings.NodeType}.");
        }

        state.RequireFreeSnapshotName(name);
        source.RequireAvailable();
    }

    private static Snapshot Register(
        RegionState state, string name, SnapshotSource source, DateTimeOffset now, bool isAutomatic, string? kmsKeyId)
    {
        var snapshot = new Snapshot(name, source.Settings, now)
        {
            IsAutomatic = isAutomatic,
            Group = source.Group,
            Node = source.Node,
            Shards = [.. source.Parts.Select(part => new ShardSnapshot(part.Shard, part.Node))],
            KmsKeyId = kmsKeyId,
        };
        state.Snapshots.Add(name, snapshot);
        return snapshot;
    }
}
