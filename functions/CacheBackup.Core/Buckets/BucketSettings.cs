using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Buckets;

/// <summary>Reads one bucket's settings. What is not set is an answer; what this role may not read is unknown, not an error.</summary>
public sealed class BucketSettings(IAwsClients aws, BucketLocation bucket, CancellationToken cancellationToken)
{
    private readonly IAmazonS3 _s3 = aws.S3(bucket.Region);
    private readonly string _name = bucket.Bucket;
    private readonly string _owner = bucket.AccountId;

    /// <summary>The bucket policy; null where there is none.</summary>
    public Task<Reading<string?>> PolicyAsync() => ReadAsync<string?>("s3:GetBucketPolicy", "NoSuchBucketPolicy", null, async () =>
    {
        // The SDK takes a 404 for an answer, with the error document in place of the policy.
        var request = new GetBucketPolicyRequest { BucketName = _name, ExpectedBucketOwner = _owner };
        var answer = await _s3.GetBucketPolicyAsync(request, cancellationToken);
        return answer.HttpStatusCode == HttpStatusCode.NotFound || answer.Policy is not { Length: > 0 } policy ? null : policy;
    });

    /// <summary>Whether S3 considers the policy public.</summary>
    public Task<Reading<bool>> PolicyIsPublicAsync() => ReadAsync("s3:GetBucketPolicyStatus", "NoSuchBucketPolicy", false, async () =>
    {
        var request = new GetBucketPolicyStatusRequest { BucketName = _name, ExpectedBucketOwner = _owner };
        return (await _s3.GetBucketPolicyStatusAsync(request, cancellationToken)).PolicyStatus?.IsPublic ?? false;
    });

    /// <summary>Whether all four parts of the bucket's own Block Public Access are on.</summary>
    public Task<Reading<bool>> BlocksPublicAccessAsync() =>
        ReadAsync("s3:GetBucketPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration", false, async () =>
        {
            var request = new GetPublicAccessBlockRequest { BucketName = _name, ExpectedBucketOwner = _owner };
            var block = (await _s3.GetPublicAccessBlockAsync(request, cancellationToken)).PublicAccessBlockConfiguration;
            return block is { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
        });

    /// <summary>Whether ACLs are off, so that only the policy counts.</summary>
    public Task<Reading<bool>> AclsAreOffAsync() =>
        ReadAsync("s3:GetBucketOwnershipControls", "OwnershipControlsNotFoundError", false, async () =>
        {
            var request = new GetBucketOwnershipControlsRequest { BucketName = _name, ExpectedBucketOwner = _owner };
            var rules = (await _s3.GetBucketOwnershipControlsAsync(request, cancellationToken)).OwnershipControls?.Rules ?? [];
            return rules.Exists(rule => rule.ObjectOwnership == ObjectOwnership.BucketOwnerEnforced);
        });

    /// <summary>The bucket's ACL.</summary>
    public Task<Reading<BucketAcl?>> AclAsync() => ReadAsync<BucketAcl?>("s3:GetBucketAcl", null, null, async () =>
    {
        var request = new GetBucketAclRequest { BucketName = _name, ExpectedBucketOwner = _owner };
        var answer = await _s3.GetBucketAclAsync(request, cancellationToken);
        return new BucketAcl(answer.Owner?.Id ?? "", (answer.Grants ?? []).ConvertAll(grant => new AclGrant(
            grant.Grantee?.CanonicalUser ?? grant.Grantee?.URI ?? grant.Grantee?.EmailAddress ?? "", grant.Permission.Value)));
    });

    /// <summary>The default encryption: <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>, and its key; null for none.</summary>
    public Task<Reading<ServerSideEncryptionByDefault?>> EncryptionAsync() =>
        ReadAsync<ServerSideEncryptionByDefault?>("s3:GetEncryptionConfiguration", "ServerSideEncryptionConfigurationNotFoundError", null, async () =>
        {
            var request = new GetBucketEncryptionRequest { BucketName = _name, ExpectedBucketOwner = _owner };
            var configuration = (await _s3.GetBucketEncryptionAsync(request, cancellationToken)).ServerSideEncryptionConfiguration;
            return configuration?.ServerSideEncryptionRules?.FirstOrDefault()?.ServerSideEncryptionByDefault;
        });

    /// <summary>Versioning: <c>Enabled</c>, <c>Suspended</c> or <c>Off</c>.</summary>
    public Task<Reading<string?>> VersioningAsync() => ReadAsync<string?>("s3:GetBucketVersioning", null, null, async () =>
    {
        var request = new GetBucketVersioningRequest { BucketName = _name, ExpectedBucketOwner = _owner };
        return (await _s3.GetBucketVersioningAsync(request, cancellationToken)).VersioningConfig?.Status?.Value ?? "Off";
    });

    /// <summary>The lifecycle rules.</summary>
    public Task<Reading<IReadOnlyList<LifecycleRule>>> LifecycleAsync() =>
        ReadAsync<IReadOnlyList<LifecycleRule>>("s3:GetLifecycleConfiguration", "NoSuchLifecycleConfiguration", [], async () =>
        {
            var request = new GetLifecycleConfigurationRequest { BucketName = _name, ExpectedBucketOwner = _owner };
            return (await _s3.GetLifecycleConfigurationAsync(request, cancellationToken)).Configuration?.Rules ?? [];
        });

    private async Task<Reading<T>> ReadAsync<T>(string action, string? absentCode, T absent, Func<Task<T>> call)
    {
        try
        {
            return new Reading<T>(await AwsCalls.CallAsync(action, _name, call));
        }
        catch (CallerNotPermittedException)
        {
            return new Reading<T>(absent, $"this role may not do {action}");
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.MethodNotAllowed)
        {
            // S3's answer where a setting is for the owner's account only, whatever the bucket policy grants to others.
            return new Reading<T>(absent, $"{action} is for the account that owns the bucket");
        }
        catch (AmazonS3Exception error)
        {
            return error.ErrorCode == absentCode ? new Reading<T>(absent) : throw AwsCalls.Unexpected(action, _name, error);
        }
    }
}
