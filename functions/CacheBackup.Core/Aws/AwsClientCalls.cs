using Amazon.ElastiCache;
using Amazon.S3;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Aws;

/// <summary><see cref="AwsCalls.CallAsync{T}"/> on the client of the Region something lies in.</summary>
internal static class AwsClientCalls
{
    /// <summary>A call on a bucket's object, or on the objects of a key prefix.</summary>
    /// <param name="aws">The clients.</param>
    /// <param name="action">The IAM action.</param>
    /// <param name="bucket">Where.</param>
    /// <param name="key">Key or key prefix.</param>
    /// <param name="call">The call, with its cancellation token inside.</param>
    public static Task<T> OnS3Async<T>(this IAwsClients aws, string action, BucketLocation bucket, string key, Func<IAmazonS3, Task<T>> call) =>
        AwsCalls.CallAsync(action, BucketObjects.ArnOf(bucket, key), () => call(aws.S3(bucket.Region)));

    /// <summary>A call on a cache or snapshot.</summary>
    /// <param name="aws">The clients.</param>
    /// <param name="action">The IAM action.</param>
    /// <param name="region">Where.</param>
    /// <param name="resource">Its name or ARN.</param>
    /// <param name="call">The call, with its cancellation token inside.</param>
    public static Task<T> OnElastiCacheAsync<T>(
        this IAwsClients aws, string action, string region, string resource, Func<IAmazonElastiCache, Task<T>> call) =>
        AwsCalls.CallAsync(action, resource, () => call(aws.ElastiCache(region)));
}
