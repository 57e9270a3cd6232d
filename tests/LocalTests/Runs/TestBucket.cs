using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;

namespace CacheBackup.LocalTests.Runs;

/// <summary>A bucket as its owner sees it.</summary>
public sealed class TestBucket(BackupStage stage, string name, string region, string? accountId)
{
    private static readonly string[] ElastiCacheActions =
        ["s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:GetBucketAcl", "s3:ListMultipartUploadParts", "s3:ListBucketMultipartUploads"];

    public string Name => name;

    /// <summary>It as a destination of a request.</summary>
    public object AsDestination => new { Region = region, Bucket = name, AccountId = accountId };

    public async Task CreateAsync()
    {
        using var s3 = Client();
        await s3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = name,
            PutBucketConfiguration = region == "us-east-1" ? null : new PutBucketConfiguration { LocationConstraint = region },
            UseClientRegion = false,
        });
    }

    public async Task KeepVersionsAsync()
    {
        using var s3 = Client();
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = name, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
    }

    /// <summary>Lets it work by ACL, as buckets did before April 2023.</summary>
    public async Task TurnAclsOnAsync()
    {
        using var s3 = Client();
        var controls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.BucketOwnerPreferred }] };
        await s3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest { BucketName = name, OwnershipControls = controls });
    }

    /// <summary>Every grant of every object's ACL, as text.</summary>
    public async Task<string[]> AclsAsync()
    {
        using var s3 = Client();
        var acls = new List<string>();
        foreach (var key in await KeysAsync())
        {
            var acl = await s3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = name, Key = key });
            acls.AddRange(acl.Grants.Select(grant => $"{key}: {grant.Grantee.CanonicalUser} {grant.Permission.Value}"));
        }

        return [.. acls];
    }

    public Task GrantElastiCacheAsync() => PutPolicyAsync(
        Statement("Allow", new { Service = $"{region}.elasticache-snapshot.amazonaws.com" }, ElastiCacheActions));

    public async Task PutPolicyAsync(params object[] statements)
    {
        using var s3 = Client();
        await s3.PutBucketPolicyAsync(name, JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements }));
    }

    public object Statement(string effect, object principal, params string[] actions) =>
        new { Effect = effect, Principal = principal, Action = actions, Resource = new[] { $"arn:aws:s3:::{name}", $"arn:aws:s3:::{name}/*" } };

    public async Task PutAsync(string key, string content)
    {
        using var s3 = Client();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = key, ContentBody = content });
    }

    public async Task PutAsync(string key, byte[] content)
    {
        using var s3 = Client();
        using var body = new MemoryStream(content);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = key, InputStream = body });
    }

    /// <summary>Removes every version of an object but the current one.</summary>
    public async Task DeleteOldVersionsAsync(string key)
    {
        using var s3 = Client();
        var response = await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = name, Prefix = key });
        foreach (var version in response.Versions.Where(version => version.IsLatest != true))
        {
            await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = name, Key = key, VersionId = version.VersionId });
        }
    }

    /// <summary>Every version and delete marker, as <c>key</c>, sorted.</summary>
    public async Task<string[]> VersionsAsync()
    {
        using var s3 = Client();
        var response = await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = name });
        return [.. (response.Versions ?? []).Select(version => version.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is there now, sorted.</summary>
    public async Task<string[]> KeysAsync()
    {
        using var s3 = Client();
        var response = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name });
        return [.. (response.S3Objects ?? []).Select(item => item.Key).Order(StringComparer.Ordinal)];
    }

    public async Task<byte[]> ReadAsync(string key)
    {
        using var s3 = Client();
        using var response = await s3.GetObjectAsync(name, key);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    public async Task<string> PolicyAsync()
    {
        using var s3 = Client();
        // The SDK takes a 404 for an answer, with the error document in place of the policy.
        var response = await s3.GetBucketPolicyAsync(name);
        return response.HttpStatusCode == HttpStatusCode.NotFound ? "" : response.Policy ?? "";
    }

    private AmazonS3Client Client() => stage.S3(region, accountId);
}
