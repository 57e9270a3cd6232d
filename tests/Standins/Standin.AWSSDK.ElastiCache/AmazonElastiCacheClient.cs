using Amazon.ElastiCache.Internal;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache;

/// <summary>Talks the Query protocol of ElastiCache, 2015-02-02; signing, retries and credentials are the SDK's.</summary>
public partial class AmazonElastiCacheClient : AmazonServiceClient, IAmazonElastiCache
{
    private static readonly ElastiCacheMetadata Metadata = new();

    public AmazonElastiCacheClient()
        : base(new AmazonElastiCacheConfig())
    {
    }

    public AmazonElastiCacheClient(RegionEndpoint region)
        : base(new AmazonElastiCacheConfig { RegionEndpoint = region })
    {
    }

    public AmazonElastiCacheClient(AmazonElastiCacheConfig config)
        : base(config)
    {
    }

    public AmazonElastiCacheClient(AWSCredentials credentials)
        : this(credentials, new AmazonElastiCacheConfig())
    {
    }

    public AmazonElastiCacheClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonElastiCacheConfig { RegionEndpoint = region })
    {
    }

    public AmazonElastiCacheClient(AWSCredentials credentials, AmazonElastiCacheConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    public AmazonElastiCacheClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonElastiCacheConfig())
    {
    }

    public AmazonElastiCacheClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonElastiCacheConfig { RegionEndpoint = region })
    {
    }

    public AmazonElastiCacheClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonElastiCacheConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    public AmazonElastiCacheClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonElastiCacheConfig())
    {
    }

    public AmazonElastiCacheClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonElastiCacheConfig { RegionEndpoint = region })
    {
    }

    public AmazonElastiCacheClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonElastiCacheConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    public IElastiCachePaginatorFactory Paginators => field ??= new ElastiCachePaginatorFactory(this);

    protected override IServiceMetadata ServiceMetadata => Metadata;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ElastiCacheEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new ElastiCacheAuthHandler());
    }

    private Task<TResponse> CallAsync<TResponse>(AmazonElastiCacheRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = QueryMarshaller.Instance,
            ResponseUnmarshaller = QueryUnmarshaller<TResponse>.Instance,
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
