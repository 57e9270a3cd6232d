using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

public class DescribeServerlessCachesRequest : AmazonElastiCacheRequest
{
    public string ServerlessCacheName { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }
}

public class DescribeServerlessCachesResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<ServerlessCache> ServerlessCaches { get; set; }
}
