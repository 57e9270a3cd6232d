using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Permissions;

/// <summary>
/// A multipart upload that is begun as a copy will be written, and aborted: S3 asks for the same rights, of the bucket and of
/// its key, and stores nothing. An object would stay for years where the destination's object lock has a default retention.
/// </summary>
public sealed class ProbeUpload(IAwsClients aws, ObjectRemover remover)
{
    // The function's own deadline may have passed; it leaves this much time and a little more.
    private static readonly TimeSpan TimeToCleanUp = TimeSpan.FromSeconds(3);

    /// <summary>Begins and aborts the upload, under the key of <see cref="ProbeObject"/>.</summary>
    /// <param name="bucket">Where.</param>
    /// <param name="folder">Key prefix of the backup.</param>
    /// <param name="destination">Storage class, KMS key and object lock of the copies.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="CallerNotPermittedException">A right is missing; the message names it.</exception>
    /// <exception cref="AmazonS3Exception">Any other refusal, such as of the KMS key.</exception>
    public async Task TryAsync(BucketLocation bucket, string folder, CopyDestination destination, CancellationToken cancellationToken)
    {
        var key = $"{folder}/{ProbeObject.Name}";
        var uploadId = await BeginAsync(bucket, key, destination, cancellationToken);
        await AbortAsync(bucket, key, uploadId, cancellationToken);
    }

    private async Task<string> BeginAsync(
        BucketLocation bucket, string key, CopyDestination destination, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            StorageClass = S3StorageClass.FindValue(destination.StorageClass),
            ServerSideEncryptionMethod = destination.KmsKeyId is null ? null : ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = destination.KmsKeyId,
            ExpectedBucketOwner = bucket.AccountId,
        };
        if (destination.ObjectLock is { } held)
        {
            (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = ObjectLocks.Of(held);
        }

        try
        {
            var answer = await aws.OnS3Async(
                "s3:PutObject", bucket, key, s3 => s3.InitiateMultipartUploadAsync(request, cancellationToken));
            return answer.UploadId;
        }
        catch (TransientServiceException)
        {
            // It may have begun, and its id is not known.
            await RemoveAsync(bucket, key);
            throw;
        }
    }

    private async Task AbortAsync(BucketLocation bucket, string key, string uploadId, CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            UploadId = uploadId,
            ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            await aws.OnS3Async("s3:AbortMultipartUpload", bucket, key, s3 => s3.AbortMultipartUploadAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload")
        {
            // Aborted before, by a call whose answer was lost and that the SDK repeated.
        }
    }

    // The first failure is the one to report; what is left all the same lies in the folder, where RollBack finds it.
    private async Task RemoveAsync(BucketLocation bucket, string key)
    {
        using var time = new CancellationTokenSource(TimeToCleanUp);
        try
        {
            await remover.RemoveAsync(bucket, key, time.Token);
        }
        catch (Exception second) when (second is CacheBackupException or AmazonS3Exception)
        {
        }
    }
}
