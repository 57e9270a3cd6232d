using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Internal;

internal sealed class ElastiCacheMetadata : IServiceMetadata
{
    public string ServiceId => AmazonElastiCacheConfig.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
