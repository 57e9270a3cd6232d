using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class DeleteCacheClusterRequest : AmazonElastiCacheRequest
{
    public DeleteCacheClusterRequest()
    {
    }

    public DeleteCacheClusterRequest(string cacheClusterId)
    {
        CacheClusterId = cacheClusterId;
    }

    [AWSProperty(Required = true)] public string CacheClusterId { get; set; }

    public string FinalSnapshotIdentifier { get; set; }
}

public class DeleteCacheClusterResponse : AmazonWebServiceResponse
{
    public CacheCluster CacheCluster { get; set; }
}
