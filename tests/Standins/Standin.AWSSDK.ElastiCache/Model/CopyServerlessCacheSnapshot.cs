using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CopyServerlessCacheSnapshotRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string SourceServerlessCacheSnapshotName { get; set; }

    [AWSProperty(Required = true)] public string TargetServerlessCacheSnapshotName { get; set; }

    public string KmsKeyId { get; set; }

    [Items("Tag")] public List<Tag> Tags { get; set; }
}

public class CopyServerlessCacheSnapshotResponse : AmazonWebServiceResponse
{
    public ServerlessCacheSnapshot ServerlessCacheSnapshot { get; set; }
}
