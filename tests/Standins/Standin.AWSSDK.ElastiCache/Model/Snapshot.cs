using Amazon.ElastiCache.Internal;

namespace Amazon.ElastiCache.Model;

public class Snapshot
{
    public string SnapshotName { get; set; }

    public string ReplicationGroupId { get; set; }

    public string ReplicationGroupDescription { get; set; }

    public string CacheClusterId { get; set; }

    public string SnapshotStatus { get; set; }

    public string SnapshotSource { get; set; }

    public string CacheNodeType { get; set; }

    public string Engine { get; set; }

    public string EngineVersion { get; set; }

    public int? NumCacheNodes { get; set; }

    public string PreferredAvailabilityZone { get; set; }

    public string PreferredOutpostArn { get; set; }

    public DateTime? CacheClusterCreateTime { get; set; }

    public string PreferredMaintenanceWindow { get; set; }

    public string TopicArn { get; set; }

    public int? Port { get; set; }

    public string CacheParameterGroupName { get; set; }

    public string CacheSubnetGroupName { get; set; }

    public string VpcId { get; set; }

    public bool? AutoMinorVersionUpgrade { get; set; }

    public int? SnapshotRetentionLimit { get; set; }

    public string SnapshotWindow { get; set; }

    public int? NumNodeGroups { get; set; }

    public AutomaticFailoverStatus AutomaticFailover { get; set; }

    [Items("NodeSnapshot")] public List<NodeSnapshot> NodeSnapshots { get; set; }

    public string KmsKeyId { get; set; }

    public string ARN { get; set; }

    public DataTieringStatus DataTiering { get; set; }

    public Durability Durability { get; set; }
}

public class NodeSnapshot
{
    public string CacheClusterId { get; set; }

    public string NodeGroupId { get; set; }

    public string CacheNodeId { get; set; }

    public NodeGroupConfiguration NodeGroupConfiguration { get; set; }

    public string CacheSize { get; set; }

    public DateTime? CacheNodeCreateTime { get; set; }

    public DateTime? SnapshotCreateTime { get; set; }
}
