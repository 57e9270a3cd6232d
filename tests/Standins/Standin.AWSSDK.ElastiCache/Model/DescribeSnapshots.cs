using Amazon.ElastiCache.Internal;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

public class DescribeSnapshotsRequest : AmazonElastiCacheRequest
{
    public string ReplicationGroupId { get; set; }

    public string CacheClusterId { get; set; }

    public string SnapshotName { get; set; }

    public string SnapshotSource { get; set; }

    public string Marker { get; set; }

    public int? MaxRecords { get; set; }

    public bool? ShowNodeGroupConfig { get; set; }
}

public class DescribeSnapshotsResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    [Items("Snapshot")] public List<Snapshot> Snapshots { get; set; }
}
