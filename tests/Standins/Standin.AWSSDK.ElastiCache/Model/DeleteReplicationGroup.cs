using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class DeleteReplicationGroupRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ReplicationGroupId { get; set; }

    public bool? RetainPrimaryCluster { get; set; }

    public string FinalSnapshotIdentifier { get; set; }
}

public class DeleteReplicationGroupResponse : AmazonWebServiceResponse
{
    public ReplicationGroup ReplicationGroup { get; set; }
}
