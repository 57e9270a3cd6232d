using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.S3Compat;

/// <summary>
/// The gateway that <c>with-radosgw.sh</c> started, through the clients that are deployed: endpoint and credentials are in the
/// environment.
/// </summary>
public sealed class Gateway : IDisposable
{
    /// <summary>The gateway has one Region and asks no signature for its name.</summary>
    public const string Region = "us-east-1";

    /// <summary>Sent with every request as the bucket's expected owner; the gateway has no accounts to compare it with.</summary>
    public const string Account = "111122223333";

    private static int _buckets;

    public Gateway()
    {
        Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL").ShouldNotBeNull("These tests are run by: make test-s3-compat");
        Objects = new BucketObjects(Aws);
        Remover = new ObjectRemover(Aws);
    }

    public AwsClients Aws { get; } = new();

    public BucketObjects Objects { get; }

    public ObjectRemover Remover { get; }

    public Amazon.S3.IAmazonS3 S3 => Aws.S3(Region);

    public void Dispose() => Aws.Dispose();

    /// <summary>Makes a bucket of its own for one test.</summary>
    public async Task<BucketLocation> NewBucketAsync(bool versioned = false)
    {
        var name = $"compat-{Interlocked.Increment(ref _buckets):D4}";
        await S3.PutBucketAsync(name);
        if (versioned)
        {
            var enabled = new S3BucketVersioningConfig { Status = Amazon.S3.VersionStatus.Enabled };
            await S3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = name, VersioningConfig = enabled });
        }

        return new BucketLocation(name, Region, Account);
    }

    /// <summary>Writes an object in one piece.</summary>
    public async Task<PutObjectResponse> PutAsync(BucketLocation bucket, string key, byte[] content)
    {
        using var body = new MemoryStream(content);
        var request = new PutObjectRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            InputStream = body,
            TagSet = [new Tag { Key = "team", Value = "data" }],
        };
        request.Metadata["origin"] = "elasticache";
        return await S3.PutObjectAsync(request);
    }

    /// <summary>Writes an object in parts.</summary>
    public async Task PutInPartsAsync(BucketLocation bucket, string key, byte[] content, int partBytes)
    {
        var upload = new { Bucket = bucket.Bucket, Id = await BeginAsync(bucket, key) };
        var parts = new List<PartETag>();
        foreach (var chunk in content.Chunk(partBytes))
        {
            using var body = new MemoryStream(chunk);
            var answer = await S3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = upload.Bucket,
                Key = key,
                UploadId = upload.Id,
                PartNumber = parts.Count + 1,
                InputStream = body,
            });
            parts.Add(new PartETag(parts.Count + 1, answer.ETag));
        }

        await S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = upload.Bucket,
            Key = key,
            UploadId = upload.Id,
            PartETags = parts,
        });
    }

    /// <summary>Begins a multipart upload.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> BeginAsync(BucketLocation bucket, string key) =>
        (await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket.Bucket, Key = key })).UploadId;

    /// <summary>The whole content.</summary>
    public async Task<byte[]> ReadAsync(BucketLocation bucket, string key)
    {
        using var answer = await S3.GetObjectAsync(bucket.Bucket, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Bytes that repeat nowhere, the same for the same seed.</summary>
    public static byte[] Content(int bytes, int seed = 1)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return content;
    }
}
