using Amazon.ElastiCache;
using Amazon.S3;

namespace CacheBackup.Core.Aws;

/// <summary>The AWS clients of every Region a backup touches. Clients are shared: callers never dispose them.</summary>
public interface IAwsClients
{
    /// <summary>The S3 client of a Region.</summary>
    /// <param name="region">Such as <c>eu-west-1</c>; requests are signed for it.</param>
    IAmazonS3 S3(string region);

    /// <summary>The S3 client for hundreds of long copies at once: it repeats nothing by itself.</summary>
    /// <param name="region">As for <see cref="S3"/>.</param>
    IAmazonS3 S3ForParts(string region) => S3(region);

    /// <summary>The ElastiCache client of a Region.</summary>
    /// <param name="region">Such as <c>eu-west-1</c>; requests are signed for it.</param>
    IAmazonElastiCache ElastiCache(string region);
}
