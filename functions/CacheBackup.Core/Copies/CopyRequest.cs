using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Copies;

/// <summary>The one request that copies a file: what it is pinned to, and what the copy is to be like.</summary>
public static class CopyRequest
{
    /// <summary>
    /// A request to the destination's Region. Metadata is carried over; no ACL is sent, so that the bucket's owner owns the
    /// copy.
    /// </summary>
    public static CopyObjectRequest Of(CopyOrder order, ObjectFacts original)
    {
        var (source, destination, target) = (order.Source, order.Destination, order.Target);
        var request = new CopyObjectRequest
        {
            SourceBucket = source.Bucket,
            SourceKey = original.Key,
            SourceVersionId = original.VersionId,
            ETagToMatch = original.ETag,
            ExpectedSourceBucketOwner = source.AccountId,
            DestinationBucket = target.Bucket,
            DestinationKey = original.Key,
            IfNoneMatch = "*",
            ExpectedBucketOwner = target.AccountId,
            StorageClass = S3StorageClass.FindValue(destination.StorageClass),
        };
        Encrypt(request, destination);
        if (destination.ObjectLock is { } held)
        {
            (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = ObjectLocks.Of(held);
        }

        return request;
    }

    // ElastiCache cannot seed from an object encrypted under an S3 Bucket Key, so a bucket's default of using one is overruled.
    private static void Encrypt(CopyObjectRequest request, CopyDestination destination)
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
