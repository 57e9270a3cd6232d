using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>The calls of one copy, to S3. Those on the destination go to its Region; every request names both buckets' owners.</summary>
public sealed partial class S3CopyCalls(IAwsClients aws, BucketObjects objects, CopyOrder order) : ICopyCalls
{
    /// <inheritdoc/>
    public Task<ObjectFacts?> HeadSourceAsync(CancellationToken cancellationToken) =>
        objects.HeadAsync(order.Source, order.Key, cancellationToken);

    /// <inheritdoc/>
    public async Task<ObjectFacts?> HeadCopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await objects.HeadAsync(order.Target, order.Key, cancellationToken);
        }
        catch (CallerNotPermittedException error)
        {
            throw CopyFailures.NotWritable(order, "s3:GetObject", error);
        }
    }

    /// <inheritdoc/>
    public async Task<SourceParts?> ReadSourcePartsAsync(ObjectFacts source, CancellationToken cancellationToken)
    {
        var (isThere, parts) = await objects.ReadPartsAsync(order.Source, source, cancellationToken);
        return isThere ? parts : throw CopyFailures.SourceChanged(order.Source, order.Key);
    }

    /// <inheritdoc/>
    public async Task<WrittenCopy?> CopyWholeAsync(ObjectFacts source, CancellationToken cancellationToken)
    {
        var request = CopyRequest.Of(order, source);
        try
        {
            var written = await OnTargetAsync("s3:PutObject", s3 => s3.CopyObjectAsync(request, cancellationToken));
            return new WrittenCopy(written.ETag.Trim('"'), written.VersionId);
        }
        catch (AmazonS3Exception error) when (IsPreconditionFailed(error))
        {
            // The key is taken, by an earlier run of this step or by another object, or else the source changed.
            return null;
        }
        catch (AmazonS3Exception error)
        {
            throw OfCopying(error);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveCopyAsync(WrittenCopy copy, CancellationToken cancellationToken)
    {
        // Only what was written: by version id, or by ETag where the bucket keeps no versions.
        var request = new DeleteObjectRequest
        {
            BucketName = order.Target.Bucket,
            Key = order.Key,
            VersionId = copy.VersionId,
            IfMatch = copy.VersionId is null ? copy.ETag : null,
            ExpectedBucketOwner = order.Target.AccountId,
        };
        try
        {
            await OnTargetAsync("s3:DeleteObject", s3 => s3.DeleteObjectAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            // Another object has replaced it meanwhile, and that one is not ours to remove.
        }
        catch (AmazonS3Exception error)
        {
            throw Unexpected("s3:DeleteObject", error);
        }
    }

    // Whatever of a copy is denied, the destination's side is where it is mended: the source has been read before.
    private async Task<T> OnTargetAsync<T>(string action, Func<IAmazonS3, Task<T>> call)
    {
        try
        {
            return await aws.OnS3Async(action, order.Target, order.Key, call);
        }
        catch (CallerNotPermittedException error)
        {
            throw CopyFailures.NotWritable(order, action, error);
        }
    }

    // Both the source and the destination can be what an answer is about; these codes are the source's.
    private PermanentException OfCopying(AmazonS3Exception error) =>
        IsPreconditionFailed(error) || error.ErrorCode is "NoSuchKey" or "NoSuchVersion"
            ? CopyFailures.SourceChanged(order.Source, order.Key)
            : Unexpected("s3:PutObject", error);

    // What S3 finds after its answer has begun comes inside a 200, with the code alone.
    private static bool IsPreconditionFailed(AmazonS3Exception error) =>
        error.StatusCode == HttpStatusCode.PreconditionFailed || error.ErrorCode == "PreconditionFailed";

    private UnexpectedServiceAnswerException Unexpected(string action, AmazonS3Exception error) =>
        AwsCalls.Unexpected(action, BucketObjects.ArnOf(order.Target, order.Key), error);
}
