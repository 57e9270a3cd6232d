namespace CacheBackup.Core.Sources;

/// <summary>The kinds of source a backup can have.</summary>
public enum SourceKind
{
    /// <summary>A replication group.</summary>
    ReplicationGroup,

    /// <summary>A single-node cache outside a replication group.</summary>
    CacheCluster,
}

/// <summary>
/// The cache a backup is of, with what a restore needs and the RDB files do not hold. What only the snapshot knows
/// (slots of each shard) is read from the snapshot when the manifest is written.
/// </summary>
/// <param name="Kind">Replication group or single cache.</param>
/// <param name="Id">Its id, lower-case: the folder of its backups.</param>
/// <param name="Arn">Its ARN; null when only a snapshot of it is left.</param>
/// <param name="Region">Its Region.</param>
/// <param name="AccountId">Its account, 12 digits.</param>
/// <param name="Engine"><c>valkey</c> or <c>redis</c>.</param>
/// <param name="EngineVersion">Such as <c>8.0</c> or <c>7.1.0</c>, as ElastiCache reports it.</param>
/// <param name="NodeType">Such as <c>cache.r7g.large</c>.</param>
/// <param name="ClusterModeEnabled">Whether the keys are spread over shards by slots.</param>
/// <param name="Shards">Number of shards, 1-500.</param>
/// <param name="ReplicasPerShard">Replicas of each shard, 0-5.</param>
/// <param name="SnapshotNode">The node to take the snapshot of, a replica where there is one; null for a whole group (cluster mode enabled).</param>
/// <param name="ParameterGroup">Name of the cache parameter group.</param>
/// <param name="SubnetGroup">Name of the cache subnet group.</param>
/// <param name="SecurityGroupIds">VPC security groups.</param>
/// <param name="TransitEncryption">Whether clients connect by TLS.</param>
/// <param name="AtRestEncryption">Whether the cache's disk data is encrypted.</param>
/// <param name="KmsKeyId">The key of the encryption at rest, if it is the customer's.</param>
/// <param name="UserGroupIds">RBAC user groups.</param>
/// <param name="MultiAz">Whether replicas are spread over Availability Zones with failover.</param>
/// <param name="AutomaticFailover">Whether failover is automatic.</param>
/// <param name="Tags">The cache's tags; none where a snapshot was named whose cache was gone, or was not available to tell them.</param>
public sealed record SourceCache(
    SourceKind Kind,
    string Id,
    string? Arn,
    string Region,
    string AccountId,
    string Engine,
    string EngineVersion,
    string NodeType,
    bool ClusterModeEnabled,
    int Shards,
    int ReplicasPerShard,
    string? SnapshotNode,
    string? ParameterGroup,
    string? SubnetGroup,
    IReadOnlyList<string> SecurityGroupIds,
    bool TransitEncryption,
    bool AtRestEncryption,
    string? KmsKeyId,
    IReadOnlyList<string> UserGroupIds,
    bool MultiAz,
    bool AutomaticFailover,
    IReadOnlyDictionary<string, string> Tags);
