using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.ElastiCache.Internal;

/// <summary>Hands the client's configuration to the endpoint provider.</summary>
internal sealed class ElastiCacheEndpointResolver : BaseEndpointResolver
{
    /// <param name="region">Overrules the configuration; null leaves it.</param>
    public static EndpointParameters Parameters(IClientConfig config, string region)
    {
        var parameters = new EndpointParameters
        {
            ["Endpoint"] = config.ServiceURL,
            ["Region"] = region ?? config.RegionEndpoint?.SystemName ?? RegionOf(config),
        };
        if (config.UseDualstackEndpoint || config.UseFIPSEndpoint)
        {
            throw new AmazonClientException("This stand-in knows neither dual-stack nor FIPS endpoints.");
        }

        return parameters;
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Parameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint?.SystemName);

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    private static string RegionOf(IClientConfig config) =>
        config.AuthenticationRegion ?? (config.ServiceURL == null ? null : AWSSDKUtils.DetermineRegion(config.ServiceURL));
}
