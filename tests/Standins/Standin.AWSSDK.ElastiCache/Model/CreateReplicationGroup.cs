using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CreateReplicationGroupRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ReplicationGroupId { get; set; }

    [AWSProperty(Required = true)] public string ReplicationGroupDescription { get; set; }

    public string GlobalReplicationGroupId { get; set; }

    public string PrimaryClusterId { get; set; }

    public bool? AutomaticFailoverEnabled { get; set; }

    public bool? MultiAZEnabled { get; set; }

    public int? NumCacheClusters { get; set; }

    [Items("AvailabilityZone")] public List<string> PreferredCacheClusterAZs { get; set; }

    public int? NumNodeGroups { get; set; }

    public int? ReplicasPerNodeGroup { get; set; }

    [Items("NodeGroupConfiguration")] public List<NodeGroupConfiguration> NodeGroupConfiguration { get; set; }

    public string CacheNodeType { get; set; }

    public string Engine { get; set; }

    public string EngineVersion { get; set; }

    public string CacheParameterGroupName { get; set; }

    public string CacheSubnetGroupName { get; set; }

    [Items("CacheSecurityGroupName")] public List<string> CacheSecurityGroupNames { get; set; }

    [Items("SecurityGroupId")] public List<string> SecurityGroupIds { get; set; }

    [Items("Tag")] public List<Tag> Tags { get; set; }

    [Items("SnapshotArn")] public List<string> SnapshotArns { get; set; }

    public string SnapshotName { get; set; }

    public string PreferredMaintenanceWindow { get; set; }

    public int? Port { get; set; }

    public string NotificationTopicArn { get; set; }

    public bool? AutoMinorVersionUpgrade { get; set; }

    public int? SnapshotRetentionLimit { get; set; }

    public string SnapshotWindow { get; set; }

    public string AuthToken { get; set; }

    public bool? TransitEncryptionEnabled { get; set; }

    public bool? AtRestEncryptionEnabled { get; set; }

    public string KmsKeyId { get; set; }

    [AWSProperty(Min = 1)] public List<string> UserGroupIds { get; set; }

    [Items("LogDeliveryConfigurationRequest")] public List<LogDeliveryConfigurationRequest> LogDeliveryConfigurations { get; set; }

    public bool? DataTieringEnabled { get; set; }

    public NetworkType NetworkType { get; set; }

    public IpDiscovery IpDiscovery { get; set; }

    public TransitEncryptionMode TransitEncryptionMode { get; set; }

    public ClusterMode ClusterMode { get; set; }

    public string ServerlessCacheSnapshotName { get; set; }

    public Durability Durability { get; set; }
}

public class CreateReplicationGroupResponse : AmazonWebServiceResponse
{
    public ReplicationGroup ReplicationGroup { get; set; }
}
