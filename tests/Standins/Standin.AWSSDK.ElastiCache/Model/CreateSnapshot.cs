using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CreateSnapshotRequest : AmazonElastiCacheRequest
{
    public string ReplicationGroupId { get; set; }

    public string CacheClusterId { get; set; }

    [AWSProperty(Required = true)] public string SnapshotName { get; set; }

    public string KmsKeyId { get; set; }

    [Items("Tag")] public List<Tag> Tags { get; set; }
}

public class CreateSnapshotResponse : AmazonWebServiceResponse
{
    public Snapshot Snapshot { get; set; }
}
