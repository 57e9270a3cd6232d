using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Operations;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>
/// What ElastiCache checks of an object before it makes a cache of it. As for an export, S3 itself is asked, under the access
/// key of the one each question is about.
/// </summary>
/// <remarks>AWS documents no words for these refusals: they are those of an export, and of its kind.</remarks>
/// <param name="caller">S3 as the one who asked for the cache.</param>
/// <param name="elastiCache">S3 as the service principal of the cache's Region.</param>
/// <param name="region">The cache's Region.</param>
internal sealed class SeedChecks(IAmazonS3 caller, IAmazonS3 elastiCache, string region)
{
    /// <summary>Checks every file that a request names.</summary>
    /// <exception cref="ServiceError">The first check that fails.</exception>
    public static async Task RunAsync(OperationCall call, S3Clients clients)
    {
        var region = call.State.Region;
        var caller = clients.Of(call.Aws.Caller.AccessKeyId, region);
        var checks = new SeedChecks(caller, clients.OfElastiCache(call.State.AccountId, region), region);
        foreach (var arn in Seed.ArnsOf(call.Parameters))
        {
            await checks.RunAsync(arn, call.Aws.Aborted);
        }
    }

    private async Task RunAsync(SeedArn arn, CancellationToken cancellationToken)
    {
        await BucketLocation.RequireAsync(caller, arn.Bucket, region, cancellationToken);
        var head = await HeadAsync(arn, cancellationToken);
        if (head.BucketKeyEnabled is true)
        {
            throw BucketErrors.BucketKey(arn.Bucket, arn.Key);
        }

        var read = new GetObjectMetadataRequest { BucketName = arn.Bucket, Key = arn.Key };
        if (!await MayAsync(() => elastiCache.GetObjectMetadataAsync(read, cancellationToken)))
        {
            throw BucketErrors.NotGrantedOnObject("READ", arn.Bucket, arn.Key);
        }

        await RequireGrantAsync(arn, cancellationToken);
    }

    private async Task<GetObjectMetadataResponse> HeadAsync(SeedArn arn, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = arn.Bucket, Key = arn.Key }, cancellationToken);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw BucketErrors.NoObject(arn.Bucket, arn.Key);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.Forbidden)
        {
            throw BucketErrors.CallerMayNot();
        }
    }

    /// <summary>The object's own ACL is enough; a bucket policy must also let ElastiCache see the bucket.</summary>
    private async Task RequireGrantAsync(SeedArn arn, CancellationToken cancellationToken)
    {
        var objectAcl = new GetObjectAclRequest { BucketName = arn.Bucket, Key = arn.Key };
        if (await MayAsync(() => elastiCache.GetObjectAclAsync(objectAcl, cancellationToken)))
        {
            return;
        }

        var list = new ListObjectsV2Request { BucketName = arn.Bucket, MaxKeys = 1 };
        if (!await MayAsync(() => elastiCache.ListObjectsV2Async(list, cancellationToken)))
        {
            throw BucketErrors.NotGranted("READ", arn.Bucket);
        }

        var acl = new GetBucketAclRequest { BucketName = arn.Bucket };
        if (!await MayAsync(() => elastiCache.GetBucketAclAsync(acl, cancellationToken)))
        {
            throw BucketErrors.NotGranted("READ_ACP", arn.Bucket);
        }
    }

    private static async Task<bool> MayAsync(Func<Task> use)
    {
        try
        {
            await use();
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.Forbidden)
        {
            return false;
        }
    }
}
