using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Encryption, tags and lifecycle: kept, returned, and checked on the way in.</summary>
public sealed class ConfigurationTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string KeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234";

    [Fact]
    public async Task SSE_S3_is_the_default_and_comes_back_after_a_delete()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        (await DefaultAsync(s3, bucket)).ServerSideEncryptionAlgorithm.ShouldBe(ServerSideEncryptionMethod.AES256);
        await SetDefaultAsync(s3, bucket, KeyArn);
        (await DefaultAsync(s3, bucket)).ServerSideEncryptionKeyManagementServiceKeyId.ShouldBe(KeyArn);
        await s3.DeleteBucketEncryptionAsync(new DeleteBucketEncryptionRequest { BucketName = bucket });
        (await DefaultAsync(s3, bucket)).ServerSideEncryptionAlgorithm.ShouldBe(ServerSideEncryptionMethod.AES256);
    }

    [Fact]
    public async Task Under_KMS_the_key_and_the_bucket_key_are_told_and_the_ETag_is_no_MD5()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await SetDefaultAsync(s3, bucket, KeyArn);
        var put = await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "123456789" });
        put.ServerSideEncryptionKeyManagementServiceKeyId.ShouldBe(KeyArn);
        put.BucketKeyEnabled.ShouldBe(true);
        put.ETag.ShouldNotContain("25f9e794323b453885f5181f1b624d0b");
        (await s3.GetObjectMetadataAsync(bucket, "key")).ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AWSKMS);
        var plain = await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = "key",
            ContentBody = "123456789",
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256
        });
        plain.ETag.ShouldContain("25f9e794323b453885f5181f1b624d0b");
    }

    [Fact]
    public async Task A_KMS_key_of_another_Region_or_without_KMS_is_refused()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        const string Sse = "x-amz-server-side-encryption";
        (await raw.PutAsync($"/{bucket}/key", "x", (Sse, "aws:kms"), ($"{Sse}-aws-kms-key-id", "arn:aws:kms:us-east-1:111122223333:key/1")))
            .ShouldBeError(400, "KMS.NotFoundException");
        (await raw.PutAsync($"/{bucket}/key", "x", ($"{Sse}-aws-kms-key-id", KeyArn))).ShouldBeError(400, "InvalidArgument");
        (await raw.PutAsync($"/{bucket}/key", "x", (Sse, "rot13"))).ShouldBeError(400, "InvalidArgument");
        (await raw.PutAsync($"/{bucket}/key", "x", ($"{Sse}-customer-algorithm", "AES256"))).ShouldBeError(501, "NotImplemented");
    }

    [Fact]
    public async Task Tags_of_buckets_and_objects_are_kept()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        using var raw = new RawS3(aws);
        (await raw.GetAsync($"/{bucket}?tagging")).ShouldBeError(404, "NoSuchTagSet");
        await s3.PutBucketTaggingAsync(bucket, [new Tag { Key = "a", Value = "b" }]);
        (await s3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = bucket })).TagSet.Single().Value.ShouldBe("b");
        await s3.DeleteBucketTaggingAsync(bucket);
        (await raw.GetAsync($"/{bucket}?tagging")).ShouldBeError(404, "NoSuchTagSet");

        await raw.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", "k=v%20w&empty="));
        (await raw.GetAsync($"/{bucket}/key")).Headers["x-amz-tagging-count"].ShouldBe("2");
        await s3.PutObjectTaggingAsync(new PutObjectTaggingRequest
        {
            BucketName = bucket,
            Key = "key",
            Tagging = new Tagging { TagSet = [new Tag { Key = "n", Value = "w" }] },
        });
        (await s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = "key" })).Tagging.Single()
            .Key.ShouldBe("n");
        await s3.DeleteObjectTaggingAsync(new DeleteObjectTaggingRequest { BucketName = bucket, Key = "key" });
        (await raw.GetAsync($"/{bucket}/key")).Headers.ShouldNotContainKey("x-amz-tagging-count");
    }

    [Theory]
    [InlineData("a=1&a=2", "InvalidTag")]
    [InlineData("aws:x=1", "InvalidTag")]
    [InlineData("=1", "InvalidTag")]
    [InlineData("a=%3B%7B", "InvalidTag")]
    [InlineData("a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1", "BadRequest")]
    public async Task Tags_against_the_rules_are_refused(string tags, string error)
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", tags))).ShouldBeError(400, error);
    }

    [Fact]
    public async Task Lifecycle_rules_are_kept_with_an_id()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutLifecycleConfigurationAsync(bucket, new LifecycleConfiguration
        {
            Rules =
            [
                new LifecycleRule
                {
                    Status = LifecycleRuleStatus.Enabled,
                    Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "backups/" } },
                    AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = 7 },
                },
            ],
        });
        var rule = (await s3.GetLifecycleConfigurationAsync(bucket)).Configuration.Rules.Single();
        rule.Id.ShouldNotBeNullOrEmpty();
        rule.AbortIncompleteMultipartUpload.DaysAfterInitiation.ShouldBe(7);
        await s3.DeleteLifecycleConfigurationAsync(bucket);
        using var raw = new RawS3(aws);
        (await raw.GetAsync($"/{bucket}?lifecycle")).ShouldBeError(404, "NoSuchLifecycleConfiguration");
    }

    [Theory]
    [InlineData("<Status>Enabled</Status><Filter/><Expiration><Days>0</Days></Expiration>", "InvalidArgument")]
    [InlineData("<Status>On</Status><Filter/><Expiration><Days>1</Days></Expiration>", "MalformedXML")]
    [InlineData("<Status>Enabled</Status><Expiration><Days>1</Days></Expiration>", "MalformedXML")]
    [InlineData("<Status>Enabled</Status><Filter/>", "InvalidRequest")]
    [InlineData("<Status>Enabled</Status><Filter/><Expiration><Date>2027-01-01T10:00:00Z</Date></Expiration>", "InvalidArgument")]
    [InlineData("<Status>Enabled</Status><Filter/><Transition><StorageClass>GLACIER</StorageClass></Transition>", "MalformedXML")]
    [InlineData("<Status>Enabled</Status><Filter/><Vanish/>", "MalformedXML")]
    public async Task Lifecycle_rules_that_S3_would_not_take_are_refused(string rule, string error)
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        var body = $"<LifecycleConfiguration><Rule>{rule}</Rule></LifecycleConfiguration>";
        (await raw.PutAsync($"/{bucket}?lifecycle", body)).ShouldBeError(400, "InvalidRequest");
#pragma warning disable CA5351 // Content-MD5 is what S3 asks for.
        var md5 = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
        (await raw.PutAsync($"/{bucket}?lifecycle", body, ("Content-MD5", md5))).ShouldBeError(400, error);
    }

    [Theory]
    [InlineData("versioning")]
    [InlineData("encryption")]
    [InlineData("tagging")]
    [InlineData("publicAccessBlock")]
    [InlineData("ownershipControls")]
    public async Task A_document_that_is_not_the_expected_XML_is_malformed(string subResource)
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.PutAsync($"/{bucket}?{subResource}", "<unclosed>")).ShouldBeError(400, "MalformedXML");
        (await raw.PutAsync($"/{bucket}?{subResource}", "<Other/>")).ShouldBeError(400, "MalformedXML");
        (await raw.PutAsync($"/{bucket}?{subResource}", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")).ShouldBeError(400, "MalformedXML");
    }

    private static async Task<ServerSideEncryptionByDefault> DefaultAsync(AmazonS3Client s3, string bucket) =>
        (await s3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = bucket }))
            .ServerSideEncryptionConfiguration.ServerSideEncryptionRules.Single().ServerSideEncryptionByDefault;

    private static Task<PutBucketEncryptionResponse> SetDefaultAsync(AmazonS3Client s3, string bucket, string key) =>
        s3.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = bucket,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules =
            [
                new ServerSideEncryptionRule
                {
                    BucketKeyEnabled = true,
                    ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                    {
                        ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                        ServerSideEncryptionKeyManagementServiceKeyId = key,
                    },
                },
            ],
            },
        });
}
