using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class ExportServerlessCacheSnapshotRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ServerlessCacheSnapshotName { get; set; }

    [AWSProperty(Required = true)] public string S3BucketName { get; set; }
}

public class ExportServerlessCacheSnapshotResponse : AmazonWebServiceResponse
{
    public ServerlessCacheSnapshot ServerlessCacheSnapshot { get; set; }
}
