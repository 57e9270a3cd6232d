using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class DeleteServerlessCacheSnapshotRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ServerlessCacheSnapshotName { get; set; }
}

public class DeleteServerlessCacheSnapshotResponse : AmazonWebServiceResponse
{
    public ServerlessCacheSnapshot ServerlessCacheSnapshot { get; set; }
}
