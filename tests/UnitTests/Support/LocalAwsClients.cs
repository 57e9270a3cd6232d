using System.Collections.Concurrent;
using Amazon.ElastiCache;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.Core.Aws;

namespace CacheBackup.UnitTests.Support;

/// <summary>Clients of one local AWS, signed with the key of one account. They do not retry: a test sees every answer.</summary>
internal sealed class LocalAwsClients(Uri endpoint, string accessKeyId = "test") : IAwsClients, IDisposable
{
    private readonly ConcurrentDictionary<string, AmazonS3Client> _s3 = new();
    private readonly ConcurrentDictionary<string, AmazonElastiCacheClient> _elastiCache = new();
    private readonly BasicAWSCredentials _credentials = new(accessKeyId, "secret");

    public IAmazonS3 S3(string region) => _s3.GetOrAdd(region, name => new AmazonS3Client(
        _credentials, Configure(new AmazonS3Config { ForcePathStyle = true }, name)));

    public IAmazonElastiCache ElastiCache(string region) => _elastiCache.GetOrAdd(region, name => new AmazonElastiCacheClient(
        _credentials, Configure(new AmazonElastiCacheConfig(), name)));

    public void Dispose()
    {
        foreach (var client in _s3.Values.Concat<IDisposable>(_elastiCache.Values))
        {
            client.Dispose();
        }
    }

    private T Configure<T>(T config, string region)
        where T : ClientConfig
    {
        config.ServiceURL = endpoint.ToString();
        config.AuthenticationRegion = region;
        config.MaxErrorRetry = 0;
        return config;
    }
}
