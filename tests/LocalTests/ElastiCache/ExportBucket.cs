using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>The owner's view of a bucket for exports.</summary>
internal sealed class ExportBucket(
    LocalAwsHost host, string name, string region = LocalElastiCache.Region, string accountId = "111122223333")
    : IDisposable
{
    private static readonly string[] AllActions =
    [
        "s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:GetBucketAcl", "s3:ListMultipartUploadParts", "s3:ListBucketMultipartUploads",
    ];

    public string Name => name;

    public AmazonS3Client S3 { get; } = new(
        new BasicAWSCredentials(accountId, "secret"),
        new AmazonS3Config { ServiceURL = host.Context.Endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true });

    /// <summary>Makes the bucket and lets ElastiCache use it, as the user guide recommends.</summary>
    /// <param name="without">Actions left out of the grant.</param>
    public async Task<ExportBucket> CreateGrantedAsync(params string[] without)
    {
        await CreateAsync();
        var elastiCache = $"\"Service\": \"{region}.elasticache-snapshot.amazonaws.com\"";
        await PutPolicyAsync(Statement("Allow", elastiCache, [.. AllActions.Except(without)]));
        return this;
    }

    public Task CreateAsync(ObjectOwnership? ownership = null) => S3.PutBucketAsync(new PutBucketRequest
    {
        BucketName = name,
        PutBucketConfiguration = region == "us-east-1" ? null : new PutBucketConfiguration { LocationConstraint = region },
        UseClientRegion = false,
        ObjectOwnership = ownership,
    });

    public Task PutPolicyAsync(params string[] statements) => S3.PutBucketPolicyAsync(
        name, $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(", ", statements)}}]}""");

    public string Statement(string effect, string principal, params string[] actions) =>
        $$"""
        {"Effect": "{{effect}}", "Principal": { {{principal}} },
         "Action": [{{string.Join(", ", actions.Select(action => $"\"{action}\""))}}],
         "Resource": ["arn:aws:s3:::{{name}}", "arn:aws:s3:::{{name}}/*"]}
        """;

    public async Task<string[]> KeysAsync() =>
        [.. ((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name })).S3Objects ?? []).Select(item => item.Key)];

    public Task PutAsync(string key, byte[] content, Action<PutObjectRequest>? how = null)
    {
        var request = new PutObjectRequest { BucketName = name, Key = key, InputStream = new MemoryStream(content) };
        how?.Invoke(request);
        return S3.PutObjectAsync(request);
    }

    public async Task<byte[]> ReadAsync(string key)
    {
        using var answer = await S3.GetObjectAsync(name, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    public void Dispose() => S3.Dispose();
}
