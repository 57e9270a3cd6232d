using Amazon.ElastiCache.Internal;

namespace Amazon.ElastiCache.Model;

public class CacheCluster
{
    public string CacheClusterId { get; set; }

    public Endpoint ConfigurationEndpoint { get; set; }

    public string ClientDownloadLandingPage { get; set; }

    public string CacheNodeType { get; set; }

    public string Engine { get; set; }

    public string EngineVersion { get; set; }

    public string CacheClusterStatus { get; set; }

    public int? NumCacheNodes { get; set; }

    public string PreferredAvailabilityZone { get; set; }

    public string PreferredOutpostArn { get; set; }

    public DateTime? CacheClusterCreateTime { get; set; }

    public string PreferredMaintenanceWindow { get; set; }

    public PendingModifiedValues PendingModifiedValues { get; set; }

    public NotificationConfiguration NotificationConfiguration { get; set; }

    [Items("CacheSecurityGroup")] public List<CacheSecurityGroupMembership> CacheSecurityGroups { get; set; }

    public CacheParameterGroupStatus CacheParameterGroup { get; set; }

    public string CacheSubnetGroupName { get; set; }

    [Items("CacheNode")] public List<CacheNode> CacheNodes { get; set; }

    public bool? AutoMinorVersionUpgrade { get; set; }

    public List<SecurityGroupMembership> SecurityGroups { get; set; }

    public string ReplicationGroupId { get; set; }

    public int? SnapshotRetentionLimit { get; set; }

    public string SnapshotWindow { get; set; }

    public bool? AuthTokenEnabled { get; set; }

    public DateTime? AuthTokenLastModifiedDate { get; set; }

    public bool? TransitEncryptionEnabled { get; set; }

    public bool? AtRestEncryptionEnabled { get; set; }

    public string ARN { get; set; }

    public bool? ReplicationGroupLogDeliveryEnabled { get; set; }

    [Items("LogDeliveryConfiguration")] public List<LogDeliveryConfiguration> LogDeliveryConfigurations { get; set; }

    public NetworkType NetworkType { get; set; }

    public IpDiscovery IpDiscovery { get; set; }

    public TransitEncryptionMode TransitEncryptionMode { get; set; }
}

public class CacheNode
{
    public string CacheNodeId { get; set; }

    public string CacheNodeStatus { get; set; }

    public DateTime? CacheNodeCreateTime { get; set; }

    public Endpoint Endpoint { get; set; }

    public string ParameterGroupStatus { get; set; }

    public string SourceCacheNodeId { get; set; }

    public string CustomerAvailabilityZone { get; set; }

    public string CustomerOutpostArn { get; set; }
}

public class Endpoint
{
    public string Address { get; set; }

    public int? Port { get; set; }
}

public class CacheParameterGroupStatus
{
    public string CacheParameterGroupName { get; set; }

    public string ParameterApplyStatus { get; set; }

    [Items("CacheNodeId")] public List<string> CacheNodeIdsToReboot { get; set; }
}

public class CacheSecurityGroupMembership
{
    public string CacheSecurityGroupName { get; set; }

    public string Status { get; set; }
}

public class SecurityGroupMembership
{
    public string SecurityGroupId { get; set; }

    public string Status { get; set; }
}

public class NotificationConfiguration
{
    public string TopicArn { get; set; }

    public string TopicStatus { get; set; }
}

public class PendingModifiedValues
{
    public int? NumCacheNodes { get; set; }

    [Items("CacheNodeId")] public List<string> CacheNodeIdsToRemove { get; set; }

    public string EngineVersion { get; set; }

    public string CacheNodeType { get; set; }

    public AuthTokenUpdateStatus AuthTokenStatus { get; set; }

    public List<PendingLogDeliveryConfiguration> LogDeliveryConfigurations { get; set; }

    public bool? TransitEncryptionEnabled { get; set; }

    public TransitEncryptionMode TransitEncryptionMode { get; set; }

    public ScaleConfig ScaleConfig { get; set; }
}

public class ScaleConfig
{
    public int? ScalePercentage { get; set; }

    public int? ScaleIntervalMinutes { get; set; }
}
