using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Everything a restore has decided before it creates anything. Each later step gets it.</summary>
/// <param name="RestoreId">Start time and hash of the execution, as a backup's id: <c>20261120t041500z-0123abcd</c>.</param>
/// <param name="Seed">The files.</param>
/// <param name="Cache">The cache to make of them.</param>
/// <param name="Polling">How often and how long to wait.</param>
public sealed record RestorePlan(string RestoreId, SeedLocation Seed, CachePlan Cache, RestorePolling Polling);

/// <summary>Where the files of a restore are: a backup's by its manifest, or files by their keys.</summary>
/// <param name="Bucket">In the new cache's Region.</param>
/// <param name="ManifestKey">The manifest in that bucket; null for files without one.</param>
/// <param name="Keys">Keys of the files, in the order of the shards; empty with a manifest, which names them.</param>
public sealed record SeedLocation(BucketLocation Bucket, string? ManifestKey, IReadOnlyList<string> Keys)
{
    /// <summary>The folder of the backup; null for files without a manifest.</summary>
    internal string? Folder => ManifestKey?[..ManifestKey.LastIndexOf('/')];
}

/// <summary>The cache to make, with everything ElastiCache is to be told of it.</summary>
/// <param name="Id">Replication group id, lower-case.</param>
/// <param name="Region">Its Region.</param>
/// <param name="AccountId">Its account, 12 digits.</param>
/// <param name="NodeType">Such as <c>cache.r7g.large</c>.</param>
/// <param name="Engine"><c>valkey</c> or <c>redis</c>.</param>
/// <param name="EngineVersion">As ElastiCache takes it: <c>8.0</c>, but <c>5.0.6</c>.</param>
/// <param name="ClusterMode">Whether keys are spread over shards by slots.</param>
/// <param name="Slots">The slots of each shard, such as <c>0-5460</c>; one entry that says nothing without cluster mode.</param>
/// <param name="Replicas">Of each shard.</param>
/// <param name="ParameterGroup">Name of the cache parameter group.</param>
/// <param name="SubnetGroup">Name of the cache subnet group; null for <c>default</c>.</param>
/// <param name="SecurityGroupIds">VPC security groups; none for the VPC's default one.</param>
/// <param name="TransitEncryption">Whether clients connect by TLS.</param>
/// <param name="AtRestEncryption">Whether its disk data is encrypted.</param>
/// <param name="KmsKeyId">The key for that; null for AWS's.</param>
/// <param name="UserGroupIds">RBAC user groups.</param>
/// <param name="AutomaticFailover">Whether a replica takes over by itself.</param>
/// <param name="MultiAz">Whether replicas are spread over Availability Zones.</param>
/// <param name="Habits">What the backup's cache did by the clock and at which port; null for files.</param>
/// <param name="Tags">Its tags, those of the restore not counted.</param>
public sealed record CachePlan(
    string Id,
    string Region,
    string AccountId,
    string NodeType,
    string Engine,
    string EngineVersion,
    bool ClusterMode,
    IReadOnlyList<string> Slots,
    int Replicas,
    string ParameterGroup,
    string? SubnetGroup,
    IReadOnlyList<string> SecurityGroupIds,
    bool TransitEncryption,
    bool AtRestEncryption,
    string? KmsKeyId,
    IReadOnlyList<string> UserGroupIds,
    bool AutomaticFailover,
    bool MultiAz,
    CacheHabits? Habits,
    IReadOnlyDictionary<string, string> Tags);

/// <summary>What is carried over from the backup's cache as it was.</summary>
/// <param name="Port">The port clients connect to.</param>
/// <param name="MaintenanceWindow">Weekly, UTC.</param>
/// <param name="SnapshotWindow">Daily, UTC; null without automatic snapshots.</param>
/// <param name="SnapshotRetentionDays">How long ElastiCache keeps automatic snapshots; 0 without them.</param>
/// <param name="AutoMinorVersionUpgrade">Whether ElastiCache installs minor engine versions.</param>
public sealed record CacheHabits(
    int? Port, string? MaintenanceWindow, string? SnapshotWindow, int? SnapshotRetentionDays, bool? AutoMinorVersionUpgrade);
