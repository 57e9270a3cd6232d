using Amazon.ElastiCache.Internal;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

public class DescribeServerlessCacheSnapshotsRequest : AmazonElastiCacheRequest
{
    public string ServerlessCacheName { get; set; }

    public string ServerlessCacheSnapshotName { get; set; }

    public string SnapshotType { get; set; }

    public string NextToken { get; set; }

    public int? MaxResults { get; set; }
}

public class DescribeServerlessCacheSnapshotsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    [Items("ServerlessCacheSnapshot")] public List<ServerlessCacheSnapshot> ServerlessCacheSnapshots { get; set; }
}
