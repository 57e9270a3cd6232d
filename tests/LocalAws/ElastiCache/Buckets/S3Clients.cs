using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.ElastiCache.Buckets;

/// <summary>S3 as seen by different principals, through this host's own endpoint.</summary>
internal sealed class S3Clients(LocalAwsContext context) : IDisposable
{
    private readonly ConcurrentDictionary<(string AccessKeyId, string Region), AmazonS3Client> _clients = new();

    /// <summary>As whoever owns an access key.</summary>
    public AmazonS3Client Of(string accessKeyId, string region) => _clients.GetOrAdd((accessKeyId, region), _ => new AmazonS3Client(
        new BasicAWSCredentials(accessKeyId, "local"),
        new AmazonS3Config { ServiceURL = context.Endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true }));

    /// <summary>As ElastiCache itself, which reads and writes .rdb files under a Regional name of its own.</summary>
    public AmazonS3Client OfElastiCache(string accountId, string region) =>
        Of(context.Accounts.RegisterService($"{region}.elasticache-snapshot.amazonaws.com", accountId), region);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
