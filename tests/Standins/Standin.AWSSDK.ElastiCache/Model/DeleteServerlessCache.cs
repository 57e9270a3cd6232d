using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class DeleteServerlessCacheRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ServerlessCacheName { get; set; }

    public string FinalSnapshotName { get; set; }
}

public class DeleteServerlessCacheResponse : AmazonWebServiceResponse
{
    public ServerlessCache ServerlessCache { get; set; }
}
