using Amazon.Runtime;

namespace Amazon.ElastiCache.Internal;

/// <summary>What AWS_DEFAULTS_MODE chooses from; every service of the SDK has the same.</summary>
internal static class DefaultConfigurations
{
    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Of(DefaultConfigurationMode.Standard, 3.1),
        Of(DefaultConfigurationMode.InRegion, 1.1),
        Of(DefaultConfigurationMode.CrossRegion, 3.1),
        Of(DefaultConfigurationMode.Mobile, 30),
        Of(DefaultConfigurationMode.Auto, 1.1),
    ];

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, double connectSeconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromSeconds(connectSeconds),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(connectSeconds),
    };
}
