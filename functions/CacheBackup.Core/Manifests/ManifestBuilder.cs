using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Manifests;

/// <summary>Puts a manifest together from what AWS says. No clock: building it twice gives the same manifest.</summary>
public static class ManifestBuilder
{
    /// <summary>Name and version of this tool.</summary>
    public static string Tool { get; } = $"cache-backup {typeof(ManifestBuilder).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Builds the manifest.</summary>
    /// <param name="executionId">ARN of the execution.</param>
    /// <param name="startedAt">Start of the execution.</param>
    /// <param name="plan">Ids, folder and export bucket.</param>
    /// <param name="source">The cache.</param>
    /// <param name="snapshot">Its snapshot, read with the configuration of its node groups.</param>
    /// <param name="inventory">Files and copies as they are now.</param>
    /// <exception cref="ShardSlotsMismatchException">The files together are not the cache that the snapshot describes.</exception>
    public static BackupManifest Build(
        string executionId, DateTimeOffset startedAt, BackupPlan plan, SourceCache source, Snapshot snapshot, BackupInventory inventory)
    {
        var described = Describe(snapshot);
        var snapshotCreatedAt = described.Shards.Max(shard => shard.CreatedAt);
        return new BackupManifest(
            BackupManifest.CurrentSchemaVersion,
            Tool,
            plan.BackupId,
            executionId,
            plan.Folder,
            source,
            described,
            plan.ExportBucket,
            inventory.Files,
            BackupJudgement.Judge(inventory.Reports, described.Shards, source.ClusterModeEnabled),
            new BackupTimings(startedAt.ToUniversalTime(), snapshotCreatedAt, inventory.ExportedAt, inventory.CopiedAt));
    }

    private static ManifestSnapshot Describe(Snapshot snapshot) => new(
        snapshot.SnapshotName,
        snapshot.ARN,
        snapshot.SnapshotSource,
        snapshot.EngineVersion,
        snapshot.KmsKeyId,
        snapshot.Port,
        snapshot.VpcId,
        snapshot.PreferredMaintenanceWindow,
        snapshot.SnapshotWindow,
        snapshot.SnapshotRetentionLimit,
        snapshot.AutoMinorVersionUpgrade,
        [.. (snapshot.NodeSnapshots ?? []).Select(Describe).OrderBy(shard => shard.NodeGroupId, StringComparer.Ordinal)]);

    private static SnapshotShard Describe(NodeSnapshot node) => new(
        node.NodeGroupId ?? node.NodeGroupConfiguration?.NodeGroupId,
        node.CacheClusterId,
        node.NodeGroupConfiguration?.Slots,
        node.NodeGroupConfiguration?.ReplicaCount,
        node.NodeGroupConfiguration?.PrimaryAvailabilityZone,
        node.CacheSize,
        node.SnapshotCreateTime is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc), TimeSpan.Zero) : null);
}
