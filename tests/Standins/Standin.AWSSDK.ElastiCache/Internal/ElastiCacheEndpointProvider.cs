using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.ElastiCache.Internal;

/// <summary>The endpoint that is configured, or else the Region's.</summary>
internal sealed class ElastiCacheEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } configured)
        {
            return new Endpoint(configured);
        }

        var region = parameters["Region"] as string
            ?? throw new AmazonClientException("Invalid Configuration: Missing Region");
        return new Endpoint($"https://elasticache.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}");
    }
}
