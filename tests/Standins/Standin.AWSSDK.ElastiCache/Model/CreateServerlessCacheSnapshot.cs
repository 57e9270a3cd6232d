using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CreateServerlessCacheSnapshotRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ServerlessCacheSnapshotName { get; set; }

    [AWSProperty(Required = true)] public string ServerlessCacheName { get; set; }

    public string KmsKeyId { get; set; }

    [Items("Tag")] public List<Tag> Tags { get; set; }
}

public class CreateServerlessCacheSnapshotResponse : AmazonWebServiceResponse
{
    public ServerlessCacheSnapshot ServerlessCacheSnapshot { get; set; }
}
