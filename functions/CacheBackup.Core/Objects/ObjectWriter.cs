using System.Net;
using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Objects;

/// <summary>Writes small objects that this tool makes itself: manifests, reports, checkpoints.</summary>
public sealed class ObjectWriter(IAwsClients aws, BucketObjects objects)
{
    private const string Json = "application/json";

    /// <summary>Writes JSON where there is nothing, or finds the same already there. It is never rewritten.</summary>
    /// <param name="bucket">Where to.</param>
    /// <param name="key">Its key.</param>
    /// <param name="content">UTF-8 JSON.</param>
    /// <param name="destination">Key and object lock of what is kept there; null for the bucket's defaults.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="DestinationObjectTakenException">Another object is there.</exception>
    public async Task WriteOnceAsync(
        BucketLocation bucket, string key, byte[] content, CopyDestination? destination, CancellationToken cancellationToken)
    {
        var request = RequestOf(bucket, key, destination?.KmsKeyId);
        if (destination?.ObjectLock is { } held)
        {
            (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = ObjectLocks.Of(held);
        }

        request.ContentType = Json;
        request.IfNoneMatch = "*";
        try
        {
            await PutAsync(bucket, request, content, cancellationToken);
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

    /// <summary>Writes an object over what is there.</summary>
    /// <param name="bucket">Where to.</param>
    /// <param name="key">Its key.</param>
    /// <param name="content">Its content; not copied, so it must not change meanwhile.</param>
    /// <param name="metadata">Its metadata, ASCII.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task ReplaceAsync(
        BucketLocation bucket, string key, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var request = RequestOf(bucket, key, kmsKeyId: null);
        foreach (var (name, value) in metadata)
        {
            request.Metadata[name] = value;
        }

        await ReplaceAsync(bucket, request, content, cancellationToken);
    }

    /// <summary>Writes JSON over what is there.</summary>
    /// <param name="bucket">Where to.</param>
    /// <param name="key">Its key.</param>
    /// <param name="content">UTF-8 JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task ReplaceJsonAsync(BucketLocation bucket, string key, byte[] content, CancellationToken cancellationToken)
    {
        var request = RequestOf(bucket, key, kmsKeyId: null);
        request.ContentType = Json;
        return ReplaceAsync(bucket, request, content, cancellationToken);
    }

    private async Task ReplaceAsync(
        BucketLocation bucket, PutObjectRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(bucket, request, content, cancellationToken);
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:PutObject", BucketObjects.ArnOf(bucket, request.Key), error);
        }
    }

    // Always in the class STANDARD: whoever looks for backups reads manifests first, and an archived one takes hours.
    private static PutObjectRequest RequestOf(BucketLocation bucket, string key, string? kmsKeyId) => new()
    {
        BucketName = bucket.Bucket,
        Key = key,
        ExpectedBucketOwner = bucket.AccountId,
        ServerSideEncryptionMethod = kmsKeyId is null ? null : ServerSideEncryptionMethod.AWSKMS,
        ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId,
    };

    private static MemoryStream StreamOver(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);

    private async Task PutAsync(
        BucketLocation bucket, PutObjectRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var body = StreamOver(content);
        request.InputStream = body;
        await aws.OnS3Async("s3:PutObject", bucket, request.Key, s3 => s3.PutObjectAsync(request, cancellationToken));
    }

    private async Task DemandSameAsync(BucketLocation bucket, string key, byte[] content, CancellationToken cancellationToken)
    {
        var existing = await objects.HeadAsync(bucket, key, cancellationToken)
            ?? throw new TransientServiceException($"s3://{bucket.Bucket}/{key} was refused as already existing, and then was not there.");
        var there = new byte[content.Length];
        var same = existing.Bytes == content.Length
            && await objects.ReadAsync(bucket, existing, 0, there, cancellationToken)
            && there.AsSpan().SequenceEqual(content);
        if (!same)
        {
            throw new DestinationObjectTakenException(
                $"s3://{bucket.Bucket}/{key} is another object of {existing.Bytes} bytes; this one has {content.Length}.",
                "Nothing was overwritten. Find out who wrote it, and start a new backup.");
        }
    }
}
