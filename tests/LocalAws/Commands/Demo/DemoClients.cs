using Amazon.ElastiCache;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>The clients a person with the account's credentials would use, one of each service for each Region.</summary>
/// <param name="endpoint">The local endpoint.</param>
/// <param name="options">Whose account.</param>
internal sealed class DemoClients(Uri endpoint, LocalAwsOptions options) : IDisposable
{
    private readonly BasicAWSCredentials _credentials = new(options.DefaultAccountId, "local");
    private readonly Dictionary<(Type Service, string Region), IDisposable> _clients = [];

    /// <summary>ElastiCache in a Region.</summary>
    public IAmazonElastiCache ElastiCache(string region) => Of<IAmazonElastiCache>(region, () => new AmazonElastiCacheClient(
        _credentials, new AmazonElastiCacheConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = region }));

    /// <summary>S3 in a Region.</summary>
    public IAmazonS3 S3(string region) => Of<IAmazonS3>(region, () => new AmazonS3Client(
        _credentials, new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true }));

    /// <summary>Step Functions in a Region.</summary>
    public LocalEndpoint States(string region) => Of(region, () => new LocalEndpoint(endpoint, options with { Region = region }));

    /// <inheritdoc/>
    public void Dispose() => _clients.Values.ToList().ForEach(client => client.Dispose());

    private T Of<T>(string region, Func<T> create)
        where T : class, IDisposable
    {
        if (!_clients.TryGetValue((typeof(T), region), out var client))
        {
            client = create();
            _clients.Add((typeof(T), region), client);
        }

        return (T)client;
    }
}
