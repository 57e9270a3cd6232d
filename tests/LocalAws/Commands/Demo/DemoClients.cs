using Amazon.ElastiCache;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>The clients a person with the account's credentials would use.</summary>
/// <param name="endpoint">The local endpoint.</param>
/// <param name="options">Whose account.</param>
internal sealed class DemoClients(Uri endpoint, LocalAwsOptions options) : IDisposable
{
    private readonly BasicAWSCredentials _credentials = new(options.DefaultAccountId, "local");
    private readonly Dictionary<string, IAmazonS3> _s3 = new(StringComparer.Ordinal);
    private AmazonElastiCacheClient? _elastiCache;

    /// <summary>ElastiCache in the Region of the caches.</summary>
    public IAmazonElastiCache ElastiCache => _elastiCache ??= new AmazonElastiCacheClient(
        _credentials, new AmazonElastiCacheConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = options.Region });

    /// <summary>S3 in a Region.</summary>
    public IAmazonS3 S3(string region)
    {
        if (!_s3.TryGetValue(region, out var client))
        {
            var config = new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true };
            client = new AmazonS3Client(_credentials, config);
            _s3.Add(region, client);
        }

        return client;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _elastiCache?.Dispose();
        _s3.Values.ToList().ForEach(client => client.Dispose());
    }
}
