using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Bucket policies as they are enforced.</summary>
public sealed class PolicyTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Other = "444455556666";
    private const string SnapshotService = "\"Service\": \"eu-west-1.elasticache-snapshot.amazonaws.com\"";

    [Fact]
    public async Task A_service_needs_a_grant_even_in_the_account_it_acts_for()
    {
        using var service = aws.SnapshotServiceS3();
        var bucket = await WithPolicyAsync();
        await WriteAsync(service, bucket).ShouldFailAsync("AccessDenied");
        await SetAsync(bucket, Policies.Allow(bucket, SnapshotService, "s3:PutObject"));
        await WriteAsync(service, bucket);
        await service.GetObjectAsync(bucket, "key").ShouldFailAsync("AccessDenied");
        using var elsewhere = aws.S3(
            accessKeyId: aws.Host.Context.Accounts.RegisterService("us-east-1.elasticache-snapshot.amazonaws.com", "111122223333"));
        await WriteAsync(elsewhere, bucket).ShouldFailAsync("AccessDenied");
    }

    [Fact]
    public async Task An_explicit_deny_wins_over_every_allow_and_over_the_owner()
    {
        using var service = aws.SnapshotServiceS3();
        using var owner = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await SetAsync(bucket, Policies.Of(
            Policies.Statement("Allow", SnapshotService, ["s3:PutObject"], $"arn:aws:s3:::{bucket}/*"),
            Policies.Statement("Deny", "*", ["s3:PutObject"], $"arn:aws:s3:::{bucket}/denied/*")));
        await WriteAsync(service, bucket);
        await WriteAsync(service, bucket, "denied/key").ShouldFailAsync("AccessDenied");
        var error = await WriteAsync(owner, bucket, "denied/key").ShouldFailAsync("AccessDenied");
        error.Message.ShouldContain("s3:PutObject");
        error.Message.ShouldContain("explicit deny");
    }

    [Fact]
    public async Task The_owners_root_user_cannot_lock_itself_out_of_the_policy()
    {
        using var owner = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await SetAsync(bucket, Policies.Of(Policies.Statement("Deny", "*", ["s3:*"], $"arn:aws:s3:::{bucket}")));
        await owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }).ShouldFailAsync("AccessDenied");
        (await owner.GetBucketPolicyAsync(bucket)).Policy.ShouldContain("Deny");
        await owner.DeleteBucketPolicyAsync(bucket);
        await owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
    }

    [Theory]
    [InlineData("\"AWS\": \"444455556666\"")]
    [InlineData("\"AWS\": \"arn:aws:iam::444455556666:root\"")]
    [InlineData("\"AWS\": [\"777788889999\", \"444455556666\"]")]
    public async Task Another_account_can_be_named_in_several_ways(string principal)
    {
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await WithPolicyAsync(Policies.Statement("Allow", principal, ["s3:Put*"], "arn:aws:s3:::{0}/in/*"));
        await WriteAsync(other, bucket, "in/key");
        await WriteAsync(other, bucket, "out/key").ShouldFailAsync("AccessDenied");
    }

    [Fact]
    public async Task A_functions_session_is_known_by_its_role()
    {
        var key = aws.Host.Context.Accounts.RegisterFunction("CopyToRegion");
        using var function = aws.S3(accessKeyId: key);
        var bucket = await aws.NewBucketAsync(accessKeyId: Other);
        await WriteAsync(function, bucket).ShouldFailAsync("AccessDenied");
        await SetAsync(
            bucket, Policies.Allow(bucket, "\"AWS\": \"arn:aws:iam::111122223333:role/CopyToRegionRole\"", "s3:PutObject"), Other);
        await WriteAsync(function, bucket);
        await SetAsync(bucket, Policies.Of(Policies.Statement(
            "Allow", "\"AWS\": \"111122223333\"", ["s3:PutObject"], $"arn:aws:s3:::{bucket}/*",
            "\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/Copy*\"}")), Other);
        await WriteAsync(function, bucket);
        using var root = aws.S3();
        await WriteAsync(root, bucket).ShouldFailAsync("AccessDenied");
    }

    [Fact]
    public async Task NotPrincipal_NotAction_and_NotResource_mean_everything_else()
    {
        using var owner = aws.S3();
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await aws.NewBucketAsync();
        await SetAsync(bucket, $$"""
            {"Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "{{Other}}"},
               "NotAction": "s3:DeleteObject", "Resource": "arn:aws:s3:::{{bucket}}/*"},
              {"Effect": "Deny", "NotPrincipal": {"AWS": "{{Other}}"},
               "Action": "s3:PutObject", "NotResource": "arn:aws:s3:::{{bucket}}/open/*"}]}
            """);
        await WriteAsync(other, bucket);
        await other.DeleteObjectAsync(bucket, "key").ShouldFailAsync("AccessDenied");
        await WriteAsync(owner, bucket).ShouldFailAsync("AccessDenied");
        await WriteAsync(owner, bucket, "open/key");
    }

    [Fact]
    public async Task The_usual_condition_on_encryption_refuses_a_write_without_the_header()
    {
        using var owner = aws.S3();
        var bucket = await WithPolicyAsync(
            Policies.Statement("Deny", "*", ["s3:PutObject"], "arn:aws:s3:::{0}/*",
                "\"StringNotEquals\": {\"s3:x-amz-server-side-encryption\": \"aws:kms\"}"),
            Policies.Statement("Deny", "*", ["s3:*"], "arn:aws:s3:::{0}/*", "\"Bool\": {\"aws:SecureTransport\": \"false\"}"));
        await WriteAsync(owner, bucket).ShouldFailAsync("AccessDenied");
        await owner.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = "key",
            ContentBody = "x",
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
        });
    }

    [Fact]
    public async Task A_service_can_be_tied_to_the_account_it_acts_for()
    {
        using var service = aws.SnapshotServiceS3();
        var bucket = await WithPolicyAsync(Condition("\"StringEquals\": {\"aws:SourceAccount\": \"999999999999\"}"));
        await WriteAsync(service, bucket).ShouldFailAsync("AccessDenied");
        await SetAsync(bucket, Policies.Of(Condition("\"StringEquals\": {\"aws:SourceAccount\": \"111122223333\"}"))
            .Replace("{0}", bucket, StringComparison.Ordinal));
        await WriteAsync(service, bucket);
    }

    [Fact]
    public async Task Listing_can_be_limited_to_a_prefix()
    {
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await WithPolicyAsync(Policies.Statement(
            "Allow", $"\"AWS\": \"{Other}\"", ["s3:ListBucket"], "arn:aws:s3:::{0}", "\"StringLike\": {\"s3:prefix\": \"backups/*\"}"));
        await other.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = "backups/a" });
        await other.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = "secret" }).ShouldFailAsync("AccessDenied");
        await other.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }).ShouldFailAsync("AccessDenied");
    }

    [Fact]
    public async Task Who_may_not_list_does_not_learn_what_exists()
    {
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await WithPolicyAsync(Policies.Statement("Allow", $"\"AWS\": \"{Other}\"", ["s3:GetObject"], "arn:aws:s3:::{0}/*"));
        await other.GetObjectAsync(bucket, "none").ShouldFailAsync("AccessDenied");
        (await Should.ThrowAsync<AmazonS3Exception>(other.GetObjectMetadataAsync(bucket, "none")))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await SetAsync(bucket, Policies.Of(
            Policies.Statement("Allow", $"\"AWS\": \"{Other}\"", ["s3:GetObject"], $"arn:aws:s3:::{bucket}/*"),
            Policies.Statement("Allow", $"\"AWS\": \"{Other}\"", ["s3:ListBucket"], $"arn:aws:s3:::{bucket}")));
        await other.GetObjectAsync(bucket, "none").ShouldFailAsync("NoSuchKey");
    }

    [Fact]
    public async Task Multipart_needs_PutObject_and_the_initiator_may_list_and_abort_its_own()
    {
        using var service = aws.SnapshotServiceS3();
        var bucket = await WithPolicyAsync();
        var start = new InitiateMultipartUploadRequest { BucketName = bucket, Key = "key" };
        await service.InitiateMultipartUploadAsync(start).ShouldFailAsync("AccessDenied");
        await SetAsync(bucket, Policies.Allow(bucket, SnapshotService, "s3:PutObject"));
        var upload = (await service.InitiateMultipartUploadAsync(start)).UploadId;
        await service.ListPartsAsync(bucket, "key", upload);
        using var other = aws.S3(accessKeyId: Other);
        await other.ListPartsAsync(bucket, "key", upload).ShouldFailAsync("AccessDenied");
        await other.AbortMultipartUploadAsync(bucket, "key", upload).ShouldFailAsync("AccessDenied");
        await service.AbortMultipartUploadAsync(bucket, "key", upload);
    }

    [Fact]
    public async Task A_batch_delete_is_judged_key_by_key()
    {
        using var owner = aws.S3();
        var bucket = await WithPolicyAsync(Policies.Statement("Deny", "*", ["s3:DeleteObject"], "arn:aws:s3:::{0}/kept"));
        await WriteAsync(owner, bucket, "kept");
        await WriteAsync(owner, bucket, "gone");
        var error = await Should.ThrowAsync<DeleteObjectsException>(owner.DeleteObjectsAsync(
            new DeleteObjectsRequest
            {
                BucketName = bucket,
                Objects = [new KeyVersion { Key = "kept" }, new KeyVersion { Key = "gone" }],
            }));
        error.Response.DeleteErrors.Single().Code.ShouldBe("AccessDenied");
        error.Response.DeletedObjects.Single().Key.ShouldBe("gone");
    }

    [Fact]
    public async Task Another_account_never_sees_or_changes_a_policy()
    {
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await WithPolicyAsync(Policies.Statement("Allow", $"\"AWS\": \"{Other}\"", ["s3:*"], "arn:aws:s3:::{0}"));
        await other.GetBucketPolicyAsync(bucket).ShouldFailAsync("MethodNotAllowed");
        await other.PutBucketPolicyAsync(bucket, "{}").ShouldFailAsync("MethodNotAllowed");
        await other.GetBucketLocationAsync(bucket);
    }

    private static string Condition(string condition) =>
        Policies.Statement("Allow", SnapshotService, ["s3:PutObject"], "arn:aws:s3:::{0}/*", condition);

    private static Task<PutObjectResponse> WriteAsync(AmazonS3Client s3, string bucket, string key = "key") =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "x" });

    private async Task SetAsync(string bucket, string policy, string? account = null)
    {
        using var s3 = aws.S3(accessKeyId: account);
        await s3.PutBucketPolicyAsync(bucket, policy);
    }

    /// <param name="statements">With <c>{0}</c> for the bucket's name.</param>
    private async Task<string> WithPolicyAsync(params string[] statements)
    {
        var bucket = await aws.NewBucketAsync();
        if (statements.Length > 0)
        {
            await SetAsync(bucket, Policies.Of(statements).Replace("{0}", bucket, StringComparison.Ordinal));
        }

        return bucket;
    }
}
