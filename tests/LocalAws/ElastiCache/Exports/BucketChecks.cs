using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Exports;

/// <summary>
/// What ElastiCache checks before it exports, in its order. Every question is put to S3 under the access key of the one it is
/// about, so that policies, ACLs and faults count exactly as they would for the transfer itself.
/// </summary>
/// <param name="caller">S3 as the one who called <c>CopySnapshot</c>.</param>
/// <param name="elastiCache">S3 as the service principal.</param>
/// <param name="region">The snapshot's Region.</param>
/// <param name="bucket">Where it shall go.</param>
/// <param name="keys">The objects to be; at least one.</param>
internal sealed class BucketChecks(IAmazonS3 caller, IAmazonS3 elastiCache, string region, string bucket, IReadOnlyList<string> keys)
{
    private const string NoETag = "\"00000000000000000000000000000000\"";

    /// <exception cref="ServiceError">The first check that fails.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await BucketLocation.RequireAsync(caller, bucket, region, cancellationToken);
        await RequireOwnerAsync(cancellationToken);
        await RequireCallerAsync(cancellationToken);
        var list = new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 };
        var acl = new GetBucketAclRequest { BucketName = bucket };
        await RequireGrantAsync("READ", () => elastiCache.ListObjectsV2Async(list, cancellationToken));
        await RequireGrantAsync("WRITE", () => ProbeWriteAsync(cancellationToken));
        await RequireGrantAsync("READ_ACP", () => elastiCache.GetBucketAclAsync(acl, cancellationToken));
    }

    private async Task RequireOwnerAsync(CancellationToken cancellationToken)
    {
        try
        {
            var owned = await caller.ListBucketsAsync(new ListBucketsRequest { Prefix = bucket }, cancellationToken);
            if (owned.Buckets?.Exists(own => own.BucketName == bucket) is not true)
            {
                throw BucketErrors.NotOwned(bucket);
            }
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.Forbidden)
        {
            throw BucketErrors.CannotValidate();
        }
    }

    private async Task RequireCallerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await caller.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = bucket }, cancellationToken);
            await caller.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket }, cancellationToken);
            await Task.WhenAll(keys.Select(key => RequireAbsentAsync(key, cancellationToken)));
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.Forbidden)
        {
            throw BucketErrors.CallerMayNot();
        }
    }

    private async Task RequireAbsentAsync(string key, CancellationToken cancellationToken)
    {
        var listed = await caller.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = bucket, Prefix = key, MaxKeys = 1 }, cancellationToken);
        // The key itself sorts before every longer key of the same prefix.
        if (listed.S3Objects?.FirstOrDefault()?.Key == key)
        {
            throw BucketErrors.AlreadyThere(bucket, key);
        }
    }

    /// <summary>
    /// Asks to replace an object that is not there: S3 checks the right to write first, and then finds nothing to replace.
    /// So nothing is left behind, whatever the answer.
    /// </summary>
    private async Task ProbeWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await elastiCache.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = keys[0], ContentBody = "", IfMatch = NoETag },
                cancellationToken);
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            // It may write.
        }
    }

    private async Task RequireGrantAsync(string permission, Func<Task> use)
    {
        try
        {
            await use();
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.Forbidden)
        {
            throw BucketErrors.NotGranted(permission, bucket);
        }
    }
}
