using Amazon.ElastiCache.Internal;

namespace Amazon.ElastiCache.Model;

public class ReplicationGroup
{
    public string ReplicationGroupId { get; set; }

    public string Description { get; set; }

    public GlobalReplicationGroupInfo GlobalReplicationGroupInfo { get; set; }

    public string Status { get; set; }

    public ReplicationGroupPendingModifiedValues PendingModifiedValues { get; set; }

    [Items("ClusterId")] public List<string> MemberClusters { get; set; }

    [Items("NodeGroup")] public List<NodeGroup> NodeGroups { get; set; }

    public string SnapshottingClusterId { get; set; }

    public AutomaticFailoverStatus AutomaticFailover { get; set; }

    public MultiAZStatus MultiAZ { get; set; }

    public Endpoint ConfigurationEndpoint { get; set; }

    public int? SnapshotRetentionLimit { get; set; }

    public string SnapshotWindow { get; set; }

    public bool? ClusterEnabled { get; set; }

    public string CacheNodeType { get; set; }

    public bool? AuthTokenEnabled { get; set; }

    public DateTime? AuthTokenLastModifiedDate { get; set; }

    public bool? TransitEncryptionEnabled { get; set; }

    public bool? AtRestEncryptionEnabled { get; set; }

    [Items("ReplicationGroupOutpostArn")] public List<string> MemberClustersOutpostArns { get; set; }

    public string KmsKeyId { get; set; }

    public string ARN { get; set; }

    public List<string> UserGroupIds { get; set; }

    [Items("LogDeliveryConfiguration")] public List<LogDeliveryConfiguration> LogDeliveryConfigurations { get; set; }

    public DateTime? ReplicationGroupCreateTime { get; set; }

    public DataTieringStatus DataTiering { get; set; }

    public bool? AutoMinorVersionUpgrade { get; set; }

    public NetworkType NetworkType { get; set; }

    public IpDiscovery IpDiscovery { get; set; }

    public TransitEncryptionMode TransitEncryptionMode { get; set; }

    public ClusterMode ClusterMode { get; set; }

    public string Engine { get; set; }

    public Durability Durability { get; set; }

    public EffectiveDurability EffectiveDurability { get; set; }

    public StorageEncryptionType StorageEncryptionType { get; set; }
}

public class NodeGroup
{
    public string NodeGroupId { get; set; }

    public string Status { get; set; }

    public Endpoint PrimaryEndpoint { get; set; }

    public Endpoint ReaderEndpoint { get; set; }

    public string Slots { get; set; }

    [Items("NodeGroupMember")] public List<NodeGroupMember> NodeGroupMembers { get; set; }
}

public class NodeGroupMember
{
    public string CacheClusterId { get; set; }

    public string CacheNodeId { get; set; }

    public Endpoint ReadEndpoint { get; set; }

    public string PreferredAvailabilityZone { get; set; }

    public string PreferredOutpostArn { get; set; }

    public string CurrentRole { get; set; }
}

public class GlobalReplicationGroupInfo
{
    public string GlobalReplicationGroupId { get; set; }

    public string GlobalReplicationGroupMemberRole { get; set; }
}

public class ReplicationGroupPendingModifiedValues
{
    public string PrimaryClusterId { get; set; }

    public PendingAutomaticFailoverStatus AutomaticFailoverStatus { get; set; }

    public ReshardingStatus Resharding { get; set; }

    public AuthTokenUpdateStatus AuthTokenStatus { get; set; }

    public UserGroupsUpdateStatus UserGroups { get; set; }

    public List<PendingLogDeliveryConfiguration> LogDeliveryConfigurations { get; set; }

    public bool? TransitEncryptionEnabled { get; set; }

    public TransitEncryptionMode TransitEncryptionMode { get; set; }

    public ClusterMode ClusterMode { get; set; }
}

public class ReshardingStatus
{
    public SlotMigration SlotMigration { get; set; }
}

public class SlotMigration
{
    public double? ProgressPercentage { get; set; }
}

public class UserGroupsUpdateStatus
{
    public List<string> UserGroupIdsToAdd { get; set; }

    public List<string> UserGroupIdsToRemove { get; set; }
}
