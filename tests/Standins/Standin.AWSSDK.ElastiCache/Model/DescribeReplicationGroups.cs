using Amazon.ElastiCache.Internal;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

public class DescribeReplicationGroupsRequest : AmazonElastiCacheRequest
{
    public string ReplicationGroupId { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }
}

public class DescribeReplicationGroupsResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    [Items("ReplicationGroup")] public List<ReplicationGroup> ReplicationGroups { get; set; }
}
