using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class DeleteSnapshotRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string SnapshotName { get; set; }
}

public class DeleteSnapshotResponse : AmazonWebServiceResponse
{
    public Snapshot Snapshot { get; set; }
}
