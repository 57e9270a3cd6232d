using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Objects;

/// <summary>Reads objects of the buckets of a backup. Every request names the owner it expects the bucket to have.</summary>
public sealed class BucketObjects(IAwsClients aws)
{
    /// <summary>The ARN of a key or key pattern: what a missing permission is reported on.</summary>
    public static string ArnOf(BucketLocation bucket, string key) =>
        $"arn:{RegionFacts.PartitionOf(bucket.Region)}:s3:::{bucket.Bucket}/{key}";

    /// <summary>What S3 says about the current version of an object; null where the key or the bucket does not exist.</summary>
    public async Task<ObjectFacts?> HeadAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            ChecksumMode = ChecksumMode.ENABLED,
            ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            return ObjectFactsReader.Read(
                key, await aws.OnS3Async("s3:GetObject", bucket, key, s3 => s3.GetObjectMetadataAsync(request, cancellationToken)));
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:GetObject", ArnOf(bucket, key), error);
        }
    }

    /// <summary>Reads some bytes of exactly this version of an object.</summary>
    /// <param name="bucket">Where it is.</param>
    /// <param name="pin">The version, by ETag and version id.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="buffer">Filled completely; at least one byte, and all of them inside the object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False where the object has been replaced or removed since.</returns>
    /// <exception cref="TransientServiceException">Also where fewer bytes came than were asked for.</exception>
    public async Task<bool> ReadAsync(
        BucketLocation bucket, ObjectFacts pin, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var request = RequestOf(bucket, pin.Key);
        request.VersionId = pin.VersionId;
        request.EtagToMatch = pin.ETag;
        request.ByteRange = new ByteRange(offset, offset + buffer.Length - 1);
        try
        {
            return await aws.OnS3Async("s3:GetObject", bucket, pin.Key, s3 => FillAsync(s3, request, buffer, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:GetObject", ArnOf(bucket, pin.Key), error);
        }
    }

    /// <summary>All of a small object, in its current version; null where the key does not exist.</summary>
    public async Task<StoredObject?> FindAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        var request = RequestOf(bucket, key);
        try
        {
            return await aws.OnS3Async("s3:GetObject", bucket, key, s3 => GetAsync(s3, request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:GetObject", ArnOf(bucket, key), error);
        }
    }

    /// <summary>Whether an object is still there, and how it was uploaded; no parts where S3 does not say.</summary>
    public async Task<(bool IsThere, SourceParts? Parts)> ReadPartsAsync(
        BucketLocation bucket, ObjectFacts pin, CancellationToken cancellationToken)
    {
        // The HEAD of a part has the size of that part, and the number of all.
        var part = await HeadPinnedAsync(bucket, pin, partNumber: 1, cancellationToken);
        return (part is not null, part is { PartsCount: { } count } ? new SourceParts(count, part.ContentLength) : null);
    }

    /// <summary>What an object has besides its bytes: headers, metadata and tags; null where it was replaced since.</summary>
    public async Task<(GetObjectMetadataResponse Head, List<Tag> Tags)?> ReadAttachmentsAsync(
        BucketLocation bucket, ObjectFacts pin, CancellationToken cancellationToken)
    {
        if (await HeadPinnedAsync(bucket, pin, partNumber: null, cancellationToken) is not { } head)
        {
            return null;
        }

        if (head.TagsCount is null or 0)
        {
            return (head, []);
        }

        var action = pin.VersionId is null ? "s3:GetObjectTagging" : "s3:GetObjectVersionTagging";
        var request = new GetObjectTaggingRequest
        {
            BucketName = bucket.Bucket,
            Key = pin.Key,
            VersionId = pin.VersionId,
            ExpectedBucketOwner = bucket.AccountId,
        };
        var tags = await AwsCalls.ExpectAsync(
            action, ArnOf(bucket, pin.Key), () => aws.S3(bucket.Region).GetObjectTaggingAsync(request, cancellationToken));
        return (head, tags.Tagging);
    }

    /// <summary>Every object whose key starts with a prefix, in the order of the keys.</summary>
    public async Task<IReadOnlyList<ListedObject>> ListAsync(BucketLocation bucket, string prefix, CancellationToken cancellationToken)
    {
        var objects = new List<ListedObject>();
        var request = new ListObjectsV2Request { BucketName = bucket.Bucket, Prefix = prefix, ExpectedBucketOwner = bucket.AccountId };
        do
        {
            var page = await AwsCalls.ExpectAsync(
                "s3:ListBucket", ArnOf(bucket, prefix), () => aws.S3(bucket.Region).ListObjectsV2Async(request, cancellationToken));
            objects.AddRange((page.S3Objects ?? []).Select(item => new ListedObject(item.Key, item.Size ?? 0, item.ETag.Trim('"'))));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return objects;
    }

    /// <summary>The names right below a folder that other keys begin with, sorted, without a slash at the end.</summary>
    /// <param name="bucket">Where to look.</param>
    /// <param name="folder">Without a slash at the end.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<IReadOnlyList<string>> ListFoldersAsync(BucketLocation bucket, string folder, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var prefix = $"{folder}/";
        var request = new ListObjectsV2Request
        {
            BucketName = bucket.Bucket, Prefix = prefix, Delimiter = "/", ExpectedBucketOwner = bucket.AccountId,
        };
        do
        {
            var page = await AwsCalls.ExpectAsync(
                "s3:ListBucket", ArnOf(bucket, prefix), () => aws.S3(bucket.Region).ListObjectsV2Async(request, cancellationToken));
            names.AddRange((page.CommonPrefixes ?? []).Select(found => found[prefix.Length..^1]));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return names;
    }

    private static GetObjectRequest RequestOf(BucketLocation bucket, string key) =>
        new() { BucketName = bucket.Bucket, Key = key, ExpectedBucketOwner = bucket.AccountId };

    private async Task<GetObjectMetadataResponse?> HeadPinnedAsync(
        BucketLocation bucket, ObjectFacts pin, int? partNumber, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest
        {
            BucketName = bucket.Bucket,
            Key = pin.Key,
            VersionId = pin.VersionId,
            EtagToMatch = pin.ETag,
            PartNumber = partNumber,
            ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            return await aws.OnS3Async("s3:GetObject", bucket, pin.Key, s3 => s3.GetObjectMetadataAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            return null;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:GetObject", ArnOf(bucket, pin.Key), error);
        }
    }

    private static async Task<bool> FillAsync(IAmazonS3 s3, GetObjectRequest request, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var response = await s3.GetObjectAsync(request, cancellationToken);
        await response.ResponseStream.ReadExactlyAsync(buffer, cancellationToken);
        return true;
    }

    private static async Task<StoredObject> GetAsync(IAmazonS3 s3, GetObjectRequest request, CancellationToken cancellationToken)
    {
        using var response = await s3.GetObjectAsync(request, cancellationToken);
        var content = GC.AllocateUninitializedArray<byte>(checked((int)response.ContentLength));
        await response.ResponseStream.ReadExactlyAsync(content, cancellationToken);
        var metadata = response.Metadata;
        return new StoredObject(content, metadata.Keys.ToDictionary(name => name["x-amz-meta-".Length..], name => metadata[name]));
    }
}
