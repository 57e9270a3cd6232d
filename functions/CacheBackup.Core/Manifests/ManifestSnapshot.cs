namespace CacheBackup.Core.Manifests;

/// <summary>What only the snapshot knows, and is gone with it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Origin"><c>manual</c> or <c>automated</c>.</param>
/// <param name="EngineVersion">The engine version the data is of.</param>
/// <param name="KmsKeyId">The customer's key the snapshot was encrypted with, if any.</param>
/// <param name="Port">The port clients connect to.</param>
/// <param name="VpcId">The VPC of the cache.</param>
/// <param name="MaintenanceWindow">Weekly, such as <c>sun:05:00-sun:06:00</c>, UTC.</param>
/// <param name="SnapshotWindow">Daily window of automatic snapshots, UTC; null without them.</param>
/// <param name="SnapshotRetentionDays">How many days ElastiCache keeps automatic snapshots; 0 without them.</param>
/// <param name="AutoMinorVersionUpgrade">Whether minor engine versions are installed by ElastiCache.</param>
/// <param name="Shards">The shards, in the order of their node group ids.</param>
public sealed record ManifestSnapshot(
    string Name,
    string? Arn,
    string? Origin,
    string? EngineVersion,
    string? KmsKeyId,
    int? Port,
    string? VpcId,
    string? MaintenanceWindow,
    string? SnapshotWindow,
    int? SnapshotRetentionDays,
    bool? AutoMinorVersionUpgrade,
    IReadOnlyList<SnapshotShard> Shards);

/// <summary>One shard of the snapshot.</summary>
/// <param name="NodeGroupId">Its node group id, such as <c>0001</c>; null where the cache has no replication group.</param>
/// <param name="CacheClusterId">The node the snapshot was taken of.</param>
/// <param name="Slots">Its slots, such as <c>0-5460</c>: a new cache needs them. Null with cluster mode disabled.</param>
/// <param name="Replicas">Its replicas; null where ElastiCache does not say.</param>
/// <param name="PrimaryAvailabilityZone">Where its primary was; null where ElastiCache does not say.</param>
/// <param name="CacheSize">Memory the data takes, as ElastiCache words it, such as <c>6 MB</c>.</param>
/// <param name="CreatedAt">When its snapshot was taken.</param>
public sealed record SnapshotShard(
    string? NodeGroupId,
    string? CacheClusterId,
    string? Slots,
    int? Replicas,
    string? PrimaryAvailabilityZone,
    string? CacheSize,
    DateTimeOffset? CreatedAt);
