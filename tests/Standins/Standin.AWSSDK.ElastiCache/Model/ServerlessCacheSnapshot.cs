namespace Amazon.ElastiCache.Model;

public class ServerlessCacheSnapshot
{
    public string ServerlessCacheSnapshotName { get; set; }

    public string ARN { get; set; }

    public string KmsKeyId { get; set; }

    public string SnapshotType { get; set; }

    public string Status { get; set; }

    public DateTime? CreateTime { get; set; }

    public DateTime? ExpiryTime { get; set; }

    public string BytesUsedForCache { get; set; }

    public ServerlessCacheConfiguration ServerlessCacheConfiguration { get; set; }
}

public class ServerlessCacheConfiguration
{
    public string ServerlessCacheName { get; set; }

    public string Engine { get; set; }

    public string MajorEngineVersion { get; set; }
}
