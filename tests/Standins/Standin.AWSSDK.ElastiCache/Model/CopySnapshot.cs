using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class CopySnapshotRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string SourceSnapshotName { get; set; }

    [AWSProperty(Required = true)] public string TargetSnapshotName { get; set; }

    public string TargetBucket { get; set; }

    public string KmsKeyId { get; set; }

    [Items("Tag")] public List<Tag> Tags { get; set; }
}

public class CopySnapshotResponse : AmazonWebServiceResponse
{
    public Snapshot Snapshot { get; set; }
}
