using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CreateCacheClusterRequest : AmazonElastiCacheRequest
{
    public CreateCacheClusterRequest()
    {
    }

    public CreateCacheClusterRequest(
        string cacheClusterId, int numCacheNodes, string cacheNodeType, string engine, List<string> cacheSecurityGroupNames)
    {
        CacheClusterId = cacheClusterId;
        NumCacheNodes = numCacheNodes;
        CacheNodeType = cacheNodeType;
        Engine = engine;
        CacheSecurityGroupNames = cacheSecurityGroupNames;
    }

    [AWSProperty(Required = true)] public string CacheClusterId { get; set; }

    public string ReplicationGroupId { get; set; }

    public AZMode AZMode { get; set; }

    public string PreferredAvailabilityZone { get; set; }

    [Items("PreferredAvailabilityZone")] public List<string> PreferredAvailabilityZones { get; set; }

    public int? NumCacheNodes { get; set; }

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

    public OutpostMode OutpostMode { get; set; }

    public string PreferredOutpostArn { get; set; }

    [Items("PreferredOutpostArn")] public List<string> PreferredOutpostArns { get; set; }

    [Items("LogDeliveryConfigurationRequest")] public List<LogDeliveryConfigurationRequest> LogDeliveryConfigurations { get; set; }

    public bool? TransitEncryptionEnabled { get; set; }

    public NetworkType NetworkType { get; set; }

    public IpDiscovery IpDiscovery { get; set; }
}

public class CreateCacheClusterResponse : AmazonWebServiceResponse
{
    public CacheCluster CacheCluster { get; set; }
}
