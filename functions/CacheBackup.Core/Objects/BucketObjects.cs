using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
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

    /// <summary>Some bytes of exactly this version of an object; null where it has been replaced or removed since.</summary>
    /// <param name="bucket">Where it is.</param>
    /// <param name="pin">The version, by ETag and version id.</param>
    /// <param name="first">Offset of the first byte.</param>
    /// <param name="last">Offset of the last byte, inside the object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<byte[]?> ReadAsync(BucketLocation bucket, ObjectFacts pin, long first, long last, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket.Bucket,
            Key = pin.Key,
            VersionId = pin.VersionId,
            EtagToMatch = pin.ETag,
            ByteRange = new ByteRange(first, last),
            ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            return await aws.OnS3Async("s3:GetObject", bucket, pin.Key, s3 => GetAsync(s3, request, cancellationToken));
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

    private static async Task<byte[]> GetAsync(IAmazonS3 s3, GetObjectRequest request, CancellationToken cancellationToken)
    {
        using var response = await s3.GetObjectAsync(request, cancellationToken);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
