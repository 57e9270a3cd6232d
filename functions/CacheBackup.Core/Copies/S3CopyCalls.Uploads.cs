using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

public sealed partial class S3CopyCalls
{
    private const string Put = "s3:PutObject";
    private const string NoSuchUpload = "NoSuchUpload";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OpenUpload>> ListUploadsAsync(CancellationToken cancellationToken)
    {
        var uploads = new List<OpenUpload>();
        var request = new ListMultipartUploadsRequest
        {
            BucketName = order.Target.Bucket,
            Prefix = order.Key,
            ExpectedBucketOwner = order.Target.AccountId,
        };
        ListMultipartUploadsResponse page;
        do
        {
            page = await AskAsync("s3:ListBucketMultipartUploads", s3 => s3.ListMultipartUploadsAsync(request, cancellationToken));
            uploads.AddRange((page.MultipartUploads ?? []).Where(upload => upload.Key == order.Key).Select(upload =>
                new OpenUpload(upload.UploadId, new DateTimeOffset(upload.Initiated ?? default, TimeSpan.Zero))));
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        return uploads;
    }

    /// <inheritdoc/>
    public async Task<string> CreateUploadAsync(ObjectFacts source, CopyMethod method, CancellationToken cancellationToken)
    {
        var (head, tags) = await objects.ReadAttachmentsAsync(order.Source, source, cancellationToken)
            ?? throw CopyFailures.SourceChanged(order.Source, order.Key);
        var request = UploadRequests.Create(order, method, head, tags);
        return (await AskAsync(Put, s3 => s3.InitiateMultipartUploadAsync(request, cancellationToken))).UploadId;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CopiedPart>?> ListPartsAsync(
        string uploadId, int first, int last, CancellationToken cancellationToken)
    {
        var parts = new List<CopiedPart>();
        var request = new ListPartsRequest
        {
            BucketName = order.Target.Bucket,
            Key = order.Key,
            UploadId = uploadId,
            PartNumberMarker = $"{first - 1}",
            ExpectedBucketOwner = order.Target.AccountId,
        };
        ListPartsResponse page;
        do
        {
            try
            {
                page = await OnTargetAsync("s3:ListMultipartUploadParts", s3 => s3.ListPartsAsync(request, cancellationToken));
            }
            catch (AmazonS3Exception error)
            {
                // Ceph's gateway says NoSuchKey here.
                return error.ErrorCode is NoSuchUpload or "NoSuchKey" ? null : throw Unexpected("s3:ListMultipartUploadParts", error);
            }

            parts.AddRange((page.Parts ?? []).Select(part =>
                new CopiedPart(part.PartNumber ?? 0, part.ETag.Trim('"'), part.Size ?? 0, ChecksumFields.Of(part))));
            request.PartNumberMarker = $"{page.NextPartNumberMarker}";
        }
        while (page.IsTruncated == true && page.NextPartNumberMarker < last);
        return [.. parts.Where(part => part.Number <= last)];
    }

    /// <inheritdoc/>
    public async Task<bool> CopyPartAsync(string uploadId, PartRange part, CancellationToken cancellationToken)
    {
        var request = UploadRequests.CopyPart(order, uploadId, part);
        try
        {
            await OnTargetAsync(Put, _ => aws.S3ForParts(order.Target.Region).CopyPartAsync(request, cancellationToken));
            return true;
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == NoSuchUpload)
        {
            return false;
        }
        catch (AmazonS3Exception error)
        {
            throw OfCopying(error);
        }
    }

    /// <inheritdoc/>
    public async Task<Completion> CompleteUploadAsync(
        string uploadId, ObjectFacts source, CopyMethod method, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken)
    {
        var request = UploadRequests.Complete(order, uploadId, method, parts);
        try
        {
            var written = await OnTargetAsync(Put, s3 => s3.CompleteMultipartUploadAsync(request, cancellationToken));
            return new Completion(CompletionOutcome.Completed, new WrittenCopy(written.ETag?.Trim('"') ?? "", written.VersionId));
        }
        catch (TransientServiceException error)
            when (error.InnerException is AmazonS3Exception { ErrorCode: "ConditionalRequestConflict" } conflict)
        {
            return new Completion(CompletionOutcome.Conflicted, Detail: conflict.Message);
        }
        catch (AmazonS3Exception error)
        {
            return new Completion(OutcomeOf(error) ?? throw Unexpected(Put, error), Detail: error.Message);
        }
    }

    /// <inheritdoc/>
    public async Task AbortUploadAsync(string uploadId, CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest
        {
            BucketName = order.Target.Bucket,
            Key = order.Key,
            UploadId = uploadId,
            ExpectedBucketOwner = order.Target.AccountId,
        };
        try
        {
            await OnTargetAsync("s3:AbortMultipartUpload", s3 => s3.AbortMultipartUploadAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == NoSuchUpload)
        {
            // Completed or aborted by someone else: nothing is left of it.
        }
        catch (AmazonS3Exception error)
        {
            throw Unexpected("s3:AbortMultipartUpload", error);
        }
    }

    private static CompletionOutcome? OutcomeOf(AmazonS3Exception error) => error switch
    {
        _ when IsPreconditionFailed(error) => CompletionOutcome.KeyTaken,
        { ErrorCode: NoSuchUpload } => CompletionOutcome.UploadGone,
        { ErrorCode: "InvalidPart" } => CompletionOutcome.PartsChanged,
        { ErrorCode: "BadDigest" } => CompletionOutcome.NotTheSource,
        { ErrorCode: "InvalidRequest" } when error.Message.Contains("x-amz-mp-object-size", StringComparison.OrdinalIgnoreCase) =>
            CompletionOutcome.NotTheSource,
        _ => null,
    };

    private async Task<T> AskAsync<T>(string action, Func<IAmazonS3, Task<T>> call)
    {
        try
        {
            return await OnTargetAsync(action, call);
        }
        catch (AmazonS3Exception error)
        {
            throw Unexpected(action, error);
        }
    }
}
