using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Copies;

/// <summary>
/// Copies one verified file to a destination by CopyObject: of exactly the version that was verified, never over another
/// object, and compared after. Repeating it is safe.
/// </summary>
public sealed class ShardCopier(IAwsClients aws, BucketObjects objects)
{
    /// <summary>The largest object CopyObject copies: 5 GiB.</summary>
    public const long MostBytes = 5L * 1024 * 1024 * 1024;

    /// <summary>Copies a file under the same key.</summary>
    /// <param name="source">The export bucket.</param>
    /// <param name="folder">The backup's folder.</param>
    /// <param name="shard">The file as it was verified.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="FileTooLargeToCopyException">It is larger than <see cref="MostBytes"/>.</exception>
    /// <exception cref="ExportedFileChangedException">The source is no longer what was verified.</exception>
    /// <exception cref="DestinationObjectTakenException">Another object has the key.</exception>
    /// <exception cref="DestinationNotWritableException">The destination refuses this run's role.</exception>
    /// <exception cref="CopyNotIdenticalException">S3 wrote something else; it has been removed.</exception>
    public async Task<CopiedShard> CopyAsync(
        BucketLocation source, string folder, VerifiedShard shard, CopyDestination destination, CancellationToken cancellationToken)
    {
        var target = LocationOf(destination, source);
        var key = $"{folder}/{shard.Name}";
        if (shard.Bytes > MostBytes)
        {
            throw CopyFailures.TooLarge(source, key, shard.Bytes);
        }

        var original = await objects.HeadAsync(source, key, cancellationToken);
        if (original is null || !shard.IsStill(original))
        {
            throw CopyFailures.SourceChanged(source, key);
        }

        var written = await WriteAsync(source, original, destination, target, cancellationToken);
        var copy = await objects.HeadAsync(target, key, cancellationToken);
        return copy is null
            ? throw (written is null ? CopyFailures.SourceChanged(source, key) : CopyFailures.Gone(target, key))
            : await AcceptAsync(target, original, copy, written, cancellationToken);
    }

    /// <summary>The bucket of a destination; its owner is the cache's account where the request names none.</summary>
    public static BucketLocation LocationOf(CopyDestination destination, BucketLocation source) =>
        new(destination.Bucket, destination.Region, destination.AccountId ?? source.AccountId);

    private async Task<CopyObjectResponse?> WriteAsync(
        BucketLocation source,
        ObjectFacts original,
        CopyDestination destination,
        BucketLocation target,
        CancellationToken cancellationToken)
    {
        var request = CopyRequest.Of(source, original, destination, target);
        try
        {
            return await aws.OnS3Async("s3:PutObject", target, original.Key, s3 => s3.CopyObjectAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            // The key is taken, by an earlier run of this step or by another object, or else the source changed.
            return null;
        }
        catch (AmazonS3Exception error) when (error.ErrorCode is "NoSuchKey" or "NoSuchVersion")
        {
            throw CopyFailures.SourceChanged(source, original.Key);
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:PutObject", BucketObjects.ArnOf(target, original.Key), error);
        }
        catch (CallerNotPermittedException error)
        {
            throw CopyFailures.NotWritable(source, target, original.Key, error);
        }
    }

    private async Task<CopiedShard> AcceptAsync(
        BucketLocation target, ObjectFacts original, ObjectFacts copy, CopyObjectResponse? written, CancellationToken cancellationToken)
    {
        var verdict = CopyComparison.Compare(original, copy);
        if (verdict.Identity is { } identity)
        {
            return new CopiedShard(copy.Key, copy.VersionId, identity);
        }

        if (written is null)
        {
            throw CopyFailures.Taken(target, copy.Key, verdict);
        }

        await RemoveAsync(target, copy.Key, written, cancellationToken);
        throw CopyFailures.NotIdentical(target, copy.Key, verdict);
    }

    // Only what this call wrote: by version id, or by ETag where the bucket keeps no versions.
    private async Task RemoveAsync(BucketLocation target, string key, CopyObjectResponse written, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest
        {
            BucketName = target.Bucket,
            Key = key,
            VersionId = written.VersionId,
            IfMatch = written.VersionId is null ? written.ETag : null,
            ExpectedBucketOwner = target.AccountId,
        };
        try
        {
            await aws.OnS3Async("s3:DeleteObject", target, key, s3 => s3.DeleteObjectAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            // Another object has replaced it meanwhile, and that one is not ours to remove.
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:DeleteObject", BucketObjects.ArnOf(target, key), error);
        }
    }
}
