using Amazon.ElastiCache.Internal;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class ServerlessCache
{
    public string ServerlessCacheName { get; set; }

    public string Description { get; set; }

    public DateTime? CreateTime { get; set; }

    public string Status { get; set; }

    public string Engine { get; set; }

    public string MajorEngineVersion { get; set; }

    public string FullEngineVersion { get; set; }

    public CacheUsageLimits CacheUsageLimits { get; set; }

    public string KmsKeyId { get; set; }

    [Items("SecurityGroupId")] public List<string> SecurityGroupIds { get; set; }

    public Endpoint Endpoint { get; set; }

    public Endpoint ReaderEndpoint { get; set; }

    public string ARN { get; set; }

    public string UserGroupId { get; set; }

    [Items("SubnetId")] public List<string> SubnetIds { get; set; }

    public int? SnapshotRetentionLimit { get; set; }

    public string DailySnapshotTime { get; set; }

    public NetworkType NetworkType { get; set; }

    public StorageEncryptionType StorageEncryptionType { get; set; }
}

public class CacheUsageLimits
{
    public DataStorage DataStorage { get; set; }

    public ECPUPerSecond ECPUPerSecond { get; set; }
}

public class DataStorage
{
    public int? Maximum { get; set; }

    public int? Minimum { get; set; }

    [AWSProperty(Required = true)] public DataStorageUnit Unit { get; set; }
}

public class ECPUPerSecond
{
    public int? Maximum { get; set; }

    public int? Minimum { get; set; }
}
