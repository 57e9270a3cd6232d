using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Manifests;

/// <summary>Writes a manifest where there is none. It is never rewritten.</summary>
public sealed class ManifestWriter(IAwsClients aws, BucketObjects objects)
{
    /// <summary>Writes it, or finds the same one already there.</summary>
    /// <param name="bucket">Where to.</param>
    /// <param name="key">Its key.</param>
    /// <param name="content">UTF-8 JSON.</param>
    /// <param name="kmsKeyId">The KMS key to encrypt it with; null for the bucket's default encryption.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="DestinationObjectTakenException">Another object is there.</exception>
    public async Task WriteAsync(BucketLocation bucket, string key, byte[] content, string? kmsKeyId, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, writable: false);
        var request = RequestOf(bucket, key, body, kmsKeyId);
        try
        {
            await aws.OnS3Async("s3:PutObject", bucket, key, s3 => s3.PutObjectAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            await DemandSameAsync(bucket, key, content, cancellationToken);
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:PutObject", BucketObjects.ArnOf(bucket, key), error);
        }
    }

    // Always in the class STANDARD: whoever looks for backups reads manifests first, and an archived one takes hours.
    private static PutObjectRequest RequestOf(BucketLocation bucket, string key, Stream body, string? kmsKeyId) => new()
    {
        BucketName = bucket.Bucket,
        Key = key,
        InputStream = body,
        ContentType = "application/json",
        IfNoneMatch = "*",
        ExpectedBucketOwner = bucket.AccountId,
        ServerSideEncryptionMethod = kmsKeyId is null ? null : ServerSideEncryptionMethod.AWSKMS,
        ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId,
    };

    private async Task DemandSameAsync(BucketLocation bucket, string key, byte[] content, CancellationToken cancellationToken)
    {
        var existing = await objects.HeadAsync(bucket, key, cancellationToken)
            ?? throw new TransientServiceException($"s3://{bucket.Bucket}/{key} was refused as already existing, and then was not there.");
        var same = existing.Bytes == content.Length
            && await objects.ReadAsync(bucket, existing, 0, content.Length - 1, cancellationToken) is { } bytes
            && bytes.AsSpan().SequenceEqual(content);
        if (!same)
        {
            throw new DestinationObjectTakenException(
                $"s3://{bucket.Bucket}/{key} is another manifest of {existing.Bytes} bytes; this one has {content.Length}.",
                "Nothing was overwritten. Find out who wrote it, and start a new backup.");
        }
    }
}
