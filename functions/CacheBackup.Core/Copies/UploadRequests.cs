using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Copies;

/// <summary>The requests that begin, feed and complete an upload.</summary>
internal static class UploadRequests
{
    private const string MetadataPrefix = "x-amz-meta-";

    /// <summary>
    /// Begins an upload. A copy in parts takes nothing over by itself: what the source has besides its bytes is named here. No ACL is
    /// sent, so that the bucket's owner owns the copy.
    /// </summary>
    public static InitiateMultipartUploadRequest Create(
        CopyOrder order, CopyMethod method, GetObjectMetadataResponse source, List<Tag> tags)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = order.Target.Bucket,
            Key = order.Key,
            ExpectedBucketOwner = order.Target.AccountId,
            StorageClass = S3StorageClass.FindValue(order.Destination.StorageClass),
            TagSet = tags,
        };
        if (method.Checksum is { } checksum)
        {
            request.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(checksum.Algorithm);
            request.ChecksumType = checksum.OfWholeObject ? ChecksumType.FULL_OBJECT : ChecksumType.COMPOSITE;
        }

        CarryOver(request, source);
        Encrypt(request, order.Destination);
        if (order.Destination.ObjectLock is { } held)
        {
            (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = ObjectLocks.Of(held);
        }

        return request;
    }

    /// <summary>Copies one part of the pinned source.</summary>
    public static CopyPartRequest CopyPart(CopyOrder order, string uploadId, PartRange part)
    {
        var request = new CopyPartRequest
        {
            SourceBucket = order.Source.Bucket,
            SourceKey = order.Key,
            SourceVersionId = order.Shard.VersionId,
            ETagToMatch = [order.Shard.ETag],
            ExpectedSourceBucketOwner = order.Source.AccountId,
            DestinationBucket = order.Target.Bucket,
            DestinationKey = order.Key,
            UploadId = uploadId,
            PartNumber = part.Number,
            ExpectedBucketOwner = order.Target.AccountId,
        };
        if (part.Bytes < order.Shard.Bytes)
        {
            // S3 takes no range of an object of 5 MB or less, not even all of it.
            (request.FirstByte, request.LastByte) = (part.First, part.Last);
        }

        return request;
    }

    /// <summary>Completes: over no other object, of this size, and of this checksum where the source has one.</summary>
    public static CompleteMultipartUploadRequest Complete(
        CopyOrder order, string uploadId, CopyMethod method, IReadOnlyList<CopiedPart> parts)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = order.Target.Bucket,
            Key = order.Key,
            UploadId = uploadId,
            PartETags = [.. parts.Select(part => Name(part, method.Checksum?.Algorithm))],
            MpuObjectSize = order.Shard.Bytes,
            IfNoneMatch = "*",
            ExpectedBucketOwner = order.Target.AccountId,
        };
        if (method.Checksum is { OfWholeObject: true } checksum)
        {
            request.ChecksumType = ChecksumType.FULL_OBJECT;
            ChecksumFields.Set(request, checksum.Algorithm, checksum.Value);
        }

        return request;
    }

    private static PartETag Name(CopiedPart part, string? algorithm)
    {
        var named = new PartETag(part.Number, part.ETag);
        if (algorithm is not null)
        {
            ChecksumFields.Set(named, algorithm, part.Checksum);
        }

        return named;
    }

    private static void CarryOver(InitiateMultipartUploadRequest request, GetObjectMetadataResponse source)
    {
        request.ContentType = source.Headers.ContentType;
        request.Headers.CacheControl = source.Headers.CacheControl;
        request.Headers.ContentDisposition = source.Headers.ContentDisposition;
        request.Headers.ContentEncoding = source.Headers.ContentEncoding;
        request.Headers.ContentLanguage = source.ContentLanguage;
        foreach (var name in source.Metadata.Keys)
        {
            request.Metadata[name[MetadataPrefix.Length..]] = source.Metadata[name];
        }
    }

    // ElastiCache cannot seed from an object encrypted under an S3 Bucket Key, so a bucket's default of using one is overruled.
    private static void Encrypt(InitiateMultipartUploadRequest request, CopyDestination destination)
    {
        if (destination.KmsKeyId is null)
        {
            return;
        }

        request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
        request.ServerSideEncryptionKeyManagementServiceKeyId = destination.KmsKeyId;
        request.BucketKeyEnabled = destination.BucketKey;
    }
}
