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

    /// <summary>The bucket policy; null where there is none.</summary>
    public Task<Reading<string?>> PolicyAsync() => ReadAsync<string?>(
        "s3:GetBucketPolicy",
        async () =>
        {
            // The SDK takes a 404 for an answer, with the error document in place of the policy.
            var answer = await _s3.GetBucketPolicyAsync(
                new GetBucketPolicyRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken);
            return answer.HttpStatusCode == HttpStatusCode.NotFound || answer.Policy is not { Length: > 0 } policy ? null : policy;
        },
        "NoSuchBucketPolicy",
        null);

    /// <summary>Whether S3 considers the policy public.</summary>
    public Task<Reading<bool>> PolicyIsPublicAsync() => ReadAsync(
        "s3:GetBucketPolicyStatus",
        async () => (await _s3.GetBucketPolicyStatusAsync(
            new GetBucketPolicyStatusRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)).PolicyStatus?.IsPublic ?? false,
        "NoSuchBucketPolicy",
        false);

    /// <summary>Whether all four parts of the bucket's own Block Public Access are on.</summary>
    public Task<Reading<bool>> BlocksPublicAccessAsync() => ReadAsync(
        "s3:GetBucketPublicAccessBlock",
        async () => (await _s3.GetPublicAccessBlockAsync(
            new GetPublicAccessBlockRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)).PublicAccessBlockConfiguration is
        { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
        "NoSuchPublicAccessBlockConfiguration",
        false);

    /// <summary>Whether ACLs are off, so that only the policy counts.</summary>
    public Task<Reading<bool>> AclsAreOffAsync() => ReadAsync(
        "s3:GetBucketOwnershipControls",
        async () => (await _s3.GetBucketOwnershipControlsAsync(
            new GetBucketOwnershipControlsRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)).OwnershipControls?.Rules?
                .Exists(rule => rule.ObjectOwnership == ObjectOwnership.BucketOwnerEnforced) ?? false,
        "OwnershipControlsNotFoundError",
        false);

    /// <summary>The bucket's ACL.</summary>
    public Task<Reading<BucketAcl?>> AclAsync() => ReadAsync<BucketAcl?>(
        "s3:GetBucketAcl",
        async () => ToAcl(await _s3.GetBucketAclAsync(
            new GetBucketAclRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)),
        null,
        null);

    /// <summary>The default encryption: <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>; null for none.</summary>
    public Task<Reading<string?>> EncryptionAsync() => ReadAsync<string?>(
        "s3:GetEncryptionConfiguration",
        async () => (await _s3.GetBucketEncryptionAsync(
            new GetBucketEncryptionRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)).ServerSideEncryptionConfiguration?
                .ServerSideEncryptionRules?.FirstOrDefault()?.ServerSideEncryptionByDefault?.ServerSideEncryptionAlgorithm?.Value,
        "ServerSideEncryptionConfigurationNotFoundError",
        null);

    /// <summary>Versioning: <c>Enabled</c>, <c>Suspended</c> or <c>Off</c>.</summary>
    public Task<Reading<string?>> VersioningAsync() => ReadAsync<string?>(
        "s3:GetBucketVersioning",
        async () => (await _s3.GetBucketVersioningAsync(
            new GetBucketVersioningRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)).VersioningConfig?.Status?.Value ?? "Off",
        null,
        null);

    /// <summary>The lifecycle rules.</summary>
    public Task<Reading<IReadOnlyList<LifecycleRule>>> LifecycleAsync() => ReadAsync<IReadOnlyList<LifecycleRule>>(
        "s3:GetLifecycleConfiguration",
        async () => (await _s3.GetLifecycleConfigurationAsync(
            new GetLifecycleConfigurationRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId }, cancellationToken)).Configuration?.Rules ?? [],
        "NoSuchLifecycleConfiguration",
        []);

    private static BucketAcl ToAcl(GetBucketAclResponse answer) => new(
        answer.Owner?.Id ?? "",
        (answer.Grants ?? []).ConvertAll(grant => new AclGrant(grant.Grantee?.CanonicalUser ?? grant.Grantee?.URI ?? grant.Grantee?.EmailAddress ?? "", grant.Permission.Value)));

    private async Task<Reading<T>> ReadAsync<T>(string action, Func<Task<T>> call, string? absentCode, T absent)
    {
        try
        {
            return new Reading<T>(await AwsCalls.CallAsync(action, bucket.Bucket, call));
        }
        catch (CallerNotPermittedException)
        {
            return new Reading<T>(absent, $"this role may not do {action}");
        }
        catch (AmazonS3Exception error)
        {
            return error.ErrorCode == absentCode ? new Reading<T>(absent) : throw AwsCalls.Unexpected(action, bucket.Bucket, error);
        }
    }
}
