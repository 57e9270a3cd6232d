using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.ElastiCache;

public class AmazonElastiCacheConfig : ClientConfig
{
    public AmazonElastiCacheConfig()
        : base(new DefaultConfigurationProvider(DefaultConfigurations.All))
    {
        // By the id the SDK finds AWS_ENDPOINT_URL_ELASTICACHE.
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "elasticache";
        EndpointProvider = new ElastiCacheEndpointProvider();
    }

    public static new string ServiceId => "ElastiCache";

    public override string RegionEndpointServiceName => "elasticache";

    public override string ServiceVersion => "2015-02-02";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("ElastiCache", "standin");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(
            ElastiCacheEndpointResolver.Parameters(this, parameters.AlternateEndpoint?.SystemName));
}
