using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Sources;

/// <summary>ElastiCache's answers in the words of a backup.</summary>
internal static class SourceShapes
{
    /// <summary>A group; which of its nodes to snapshot is decided by <see cref="SnapshotNodes"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="members">Its nodes; one is enough with cluster mode enabled.</param>
    /// <param name="tags">The group's tags.</param>
    /// <param name="execution">Region and account, where the group's ARN is not told.</param>
    public static SourceCache Of(
        ReplicationGroup group, List<CacheCluster> members, IReadOnlyDictionary<string, string> tags, ExecutionArn execution)
    {
        var shards = group.NodeGroups ?? [];
        var clusterMode = group.ClusterEnabled ?? false;
        var shared = Of(members[0], tags, execution);
        return shared with
        {
            Kind = SourceKind.ReplicationGroup,
            Id = group.ReplicationGroupId.ToLowerInvariant(),
            Arn = group.ARN,
            NodeType = group.CacheNodeType ?? shared.NodeType,
            ClusterModeEnabled = clusterMode,
            Shards = Math.Max(1, shards.Count),
            ReplicasPerShard = Math.Max(0, shards.Select(NodesOf).DefaultIfEmpty(members.Count).Max() - 1),
            SnapshotNode = null,
            TransitEncryption = group.TransitEncryptionEnabled ?? shared.TransitEncryption,
            AtRestEncryption = group.AtRestEncryptionEnabled ?? shared.AtRestEncryption,
            KmsKeyId = group.KmsKeyId,
            UserGroupIds = group.UserGroupIds ?? [],
            MultiAz = group.MultiAZ == MultiAZStatus.Enabled,
            AutomaticFailover = IsOn(group.AutomaticFailover),
        };
    }

    public static SourceCache Of(CacheCluster cluster, IReadOnlyDictionary<string, string> tags, ExecutionArn execution) => new(
        SourceKind.CacheCluster,
        cluster.CacheClusterId.ToLowerInvariant(),
        cluster.ARN,
        ArnPart(cluster.ARN, 3) ?? execution.Region,
        ArnPart(cluster.ARN, 4) ?? execution.AccountId,
        cluster.Engine,
        cluster.EngineVersion,
        cluster.CacheNodeType,
        ClusterModeEnabled: false,
        Shards: 1,
        ReplicasPerShard: 0,
        SnapshotNode: cluster.CacheClusterId,
        cluster.CacheParameterGroup?.CacheParameterGroupName,
        cluster.CacheSubnetGroupName,
        (cluster.SecurityGroups ?? []).ConvertAll(securityGroup => securityGroup.SecurityGroupId),
        cluster.TransitEncryptionEnabled ?? false,
        cluster.AtRestEncryptionEnabled ?? false,
        KmsKeyId: null,
        UserGroupIds: [],
        MultiAz: false,
        AutomaticFailover: false,
        tags);

    /// <summary>What a snapshot alone tells of its cache.</summary>
    public static SourceCache Of(Snapshot snapshot, ExecutionArn execution)
    {
        var shards = snapshot.NumNodeGroups ?? Math.Max(1, snapshot.NodeSnapshots?.Count ?? 1);
        var configurations = (snapshot.NodeSnapshots ?? [])
            .Select(node => node.NodeGroupConfiguration).OfType<NodeGroupConfiguration>().ToList();
        var isGroup = !string.IsNullOrEmpty(snapshot.ReplicationGroupId);
        return new SourceCache(
            isGroup ? SourceKind.ReplicationGroup : SourceKind.CacheCluster,
            (isGroup ? snapshot.ReplicationGroupId : snapshot.CacheClusterId).ToLowerInvariant(),
            Arn: null,
            ArnPart(snapshot.ARN, 3) ?? execution.Region,
            ArnPart(snapshot.ARN, 4) ?? execution.AccountId,
            snapshot.Engine,
            snapshot.EngineVersion,
            snapshot.CacheNodeType,
            ClusterModeEnabled: shards > 1 || configurations.Exists(configuration => !string.IsNullOrEmpty(configuration.Slots)),
            shards,
            ReplicasPerShard: configurations.Count == 0 ? 0 : configurations.Max(configuration => configuration.ReplicaCount ?? 0),
            SnapshotNode: null,
            snapshot.CacheParameterGroupName,
            snapshot.CacheSubnetGroupName,
            SecurityGroupIds: [],
            TransitEncryption: false,
            AtRestEncryption: !string.IsNullOrEmpty(snapshot.KmsKeyId),
            NullIfEmpty(snapshot.KmsKeyId),
            UserGroupIds: [],
            MultiAz: false,
            IsOn(snapshot.AutomaticFailover),
            Tags: new Dictionary<string, string>());
    }

    private static int NodesOf(NodeGroup shard) => shard.NodeGroupMembers?.Count ?? 0;

    private static bool IsOn(AutomaticFailoverStatus? status) =>
        status == AutomaticFailoverStatus.Enabled || status == AutomaticFailoverStatus.Enabling;

    private static string? ArnPart(string? arn, int index) => NullIfEmpty(arn?.Split(':').ElementAtOrDefault(index));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
