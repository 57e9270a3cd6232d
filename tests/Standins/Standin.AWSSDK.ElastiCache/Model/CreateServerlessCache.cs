using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CreateServerlessCacheRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ServerlessCacheName { get; set; }

    public string Description { get; set; }

    [AWSProperty(Required = true)] public string Engine { get; set; }

    public string MajorEngineVersion { get; set; }

    public CacheUsageLimits CacheUsageLimits { get; set; }

    public string KmsKeyId { get; set; }

    [Items("SecurityGroupId")] public List<string> SecurityGroupIds { get; set; }

    [Items("SnapshotArn")] public List<string> SnapshotArnsToRestore { get; set; }

    [Items("Tag")] public List<Tag> Tags { get; set; }

    public string UserGroupId { get; set; }

    [Items("SubnetId")] public List<string> SubnetIds { get; set; }

    public int? SnapshotRetentionLimit { get; set; }

    public string DailySnapshotTime { get; set; }

    public NetworkType NetworkType { get; set; }
}

public class CreateServerlessCacheResponse : AmazonWebServiceResponse
{
    public ServerlessCache ServerlessCache { get; set; }
}
