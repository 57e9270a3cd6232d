using System.Collections.Concurrent;
using Amazon;
using Amazon.ElastiCache;
using Amazon.Runtime;
using Amazon.S3;

namespace CacheBackup.Core.Aws;

/// <summary>
/// One client per service and Region, made when first asked for and kept for the life of the process. Credentials and
/// <c>AWS_ENDPOINT_URL</c> come from the environment. Thread-safe.
/// </summary>
public sealed class AwsClients : IAwsClients, IDisposable
{
    // The state machine retries a step with longer waits than a client should, so here only hiccups are ridden out.
    private const int RetriesPerCall = 2;

    // A function has 1,024 file descriptors, and each copy holds one.
    private const int MostCopies = 900;

    private readonly ConcurrentDictionary<string, Lazy<IAmazonS3>> _s3 = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<IAmazonS3>> _s3ForParts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<IAmazonElastiCache>> _elastiCache = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IAmazonS3 S3(string region) => _s3.GetOrAdd(region, static name => new Lazy<IAmazonS3>(() => CreateS3(name))).Value;

    /// <inheritdoc/>
    public IAmazonS3 S3ForParts(string region) =>
        _s3ForParts.GetOrAdd(region, static name => new Lazy<IAmazonS3>(() => CreateS3ForParts(name))).Value;

    /// <inheritdoc/>
    public IAmazonElastiCache ElastiCache(string region) =>
        _elastiCache.GetOrAdd(region, static name => new Lazy<IAmazonElastiCache>(() => CreateElastiCache(name))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _s3.Values.Concat(_s3ForParts.Values).Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }

        foreach (var client in _elastiCache.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private static AmazonS3Client CreateS3(string region) => new(Configure(LongCalls(), region));

    // The copy itself decides what is repeated and when, and has to see every SlowDown.
    private static AmazonS3Client CreateS3ForParts(string region)
    {
        var config = Configure(LongCalls(), region);
        config.MaxErrorRetry = 0;
        config.MaxConnectionsPerServer = MostCopies;
        return new AmazonS3Client(config);
    }

    // A copy answers when it has copied, minutes later. A function has at most 15 minutes, and its own deadline ends the call.
    private static AmazonS3Config LongCalls() => new() { Timeout = TimeSpan.FromMinutes(15) };

    private static AmazonElastiCacheClient CreateElastiCache(string region) =>
        new(Configure(new AmazonElastiCacheConfig { Timeout = TimeSpan.FromSeconds(30) }, region));

    private static TConfig Configure<TConfig>(TConfig config, string region)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        // An endpoint from AWS_ENDPOINT_URL names no Region, and requests are signed for the one asked for all the same.
        config.AuthenticationRegion = region;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = RetriesPerCall;
        config.ConnectTimeout = TimeSpan.FromSeconds(5);
        config.MaxConnectionsPerServer = 64;
        return config;
    }
}
