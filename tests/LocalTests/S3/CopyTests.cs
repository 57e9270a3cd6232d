using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>CopyObject: conditions, directives, digests and who may.</summary>
public sealed class CopyTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Other = "444455556666";

    [Fact]
    public async Task A_copy_into_another_Region_keeps_bytes_metadata_tags_and_checksum()
    {
        using var s3 = aws.S3();
        using var us = aws.S3("us-east-1");
        var (source, target) = (await aws.NewBucketAsync(), await aws.NewBucketAsync("us-east-1"));
        var put = new PutObjectRequest
        {
            BucketName = source,
            Key = "a b/ü",
            ContentBody = "body",
            ContentType = "text/x",
            TagSet = [new Tag { Key = "k", Value = "v" }]
        };
        put.Metadata.Add("m", "1");
        await s3.PutObjectAsync(put);
        var copied = await us.CopyObjectAsync(new CopyObjectRequest
        {
            SourceBucket = source,
            SourceKey = "a b/ü",
            DestinationBucket = target,
            DestinationKey = "copy",
            IfNoneMatch = "*",
        });
        var (before, after) = (await HeadAsync(s3, source, "a b/ü"), await HeadAsync(us, target, "copy"));
        copied.ETag.ShouldBe(before.ETag);
        after.ChecksumCRC32.ShouldBe(before.ChecksumCRC32);
        after.Headers.ContentType.ShouldBe("text/x");
        after.Metadata["m"].ShouldBe("1");
        (await us.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = target, Key = "copy" })).Tagging.Single()
            .Value.ShouldBe("v");
    }

    [Fact]
    public async Task Directives_replace_metadata_and_tags()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = "key",
            ContentBody = "body",
            ContentType = "text/x",
            TagSet = [new Tag { Key = "k", Value = "v" }]
        });
        using var raw = new RawS3(aws);
        var copy = await raw.PutAsync(
            $"/{bucket}/copy", "", ("x-amz-copy-source", $"/{bucket}/key"), ("x-amz-metadata-directive", "REPLACE"),
            ("Content-Type", "text/y"),
            ("x-amz-tagging-directive", "REPLACE"), ("x-amz-tagging", "n=w"), ("x-amz-storage-class", "ONEZONE_IA"));
        copy.Status.ShouldBe(HttpStatusCode.OK, copy.Body);
        var head = await HeadAsync(s3, bucket, "copy");
        head.Headers.ContentType.ShouldBe("text/y");
        head.StorageClass.ShouldBe(S3StorageClass.OneZoneInfrequentAccess);
        (await s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = "copy" })).Tagging.Single()
            .Key.ShouldBe("n");
    }

    [Fact]
    public async Task The_source_is_pinned_by_its_ETag_and_version()
    {
        using var raw = new RawS3(aws);
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
        var first = await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "first" });
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "second" });
        (await CopyAsync(raw, bucket, "key", ("x-amz-copy-source-if-match", first.ETag))).ShouldBeError(412, "PreconditionFailed");
        (await CopyAsync(raw, bucket, "key", ("x-amz-copy-source-if-none-match", "*"))).ShouldBeError(412, "PreconditionFailed");
        (await CopyAsync(raw, bucket, "key", ("x-amz-copy-source-if-unmodified-since", "Sat, 01 Jan 2000 00:00:00 GMT")))
            .ShouldBeError(412, "PreconditionFailed");
        var old = await CopyAsync(raw, bucket, $"key?versionId={first.VersionId}", ("x-amz-copy-source-if-match", first.ETag));
        old.Headers["x-amz-copy-source-version-id"].ShouldBe(first.VersionId);
        (await raw.GetAsync($"/{bucket}/copy")).Body.ShouldBe("first");
        (await CopyAsync(raw, bucket, "key?versionId=bad")).ShouldBeError(400, "InvalidArgument");
        (await CopyAsync(raw, bucket, "none")).ShouldBeError(404, "NoSuchKey");
    }

    [Fact]
    public async Task The_destination_can_insist_on_being_new()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await raw.PutAsync($"/{bucket}/key", "body");
        (await CopyAsync(raw, bucket, "key", ("If-None-Match", "*"))).Status.ShouldBe(HttpStatusCode.OK);
        (await CopyAsync(raw, bucket, "key", ("If-None-Match", "*"))).ShouldBeError(412, "PreconditionFailed");
    }

    [Fact]
    public async Task A_copy_onto_itself_must_change_something()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await raw.PutAsync($"/{bucket}/copy", "body");
        (await CopyAsync(raw, bucket, "copy")).ShouldBeError(400, "InvalidRequest");
        (await CopyAsync(raw, bucket, "copy", ("x-amz-storage-class", "STANDARD_IA"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_requested_algorithm_is_computed_from_the_bytes()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await raw.PutAsync($"/{bucket}/key", "123456789");
        (await CopyAsync(raw, bucket, "key", ("x-amz-checksum-algorithm", "CRC32C")))
            .Body.ShouldContain("<ChecksumCRC32C>4waSgw==</ChecksumCRC32C>");
    }

    [Fact]
    public async Task A_copy_of_a_multipart_object_has_an_MD5_as_ETag()
    {
        using var s3 = aws.S3();
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        var upload = (await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = "key" }))
            .UploadId;
        var part = await raw.PutAsync($"/{bucket}/key?partNumber=1&uploadId={upload}", "123456789");
        var document = $"<Part><PartNumber>1</PartNumber><ETag>{part.Headers["ETag"]}</ETag></Part>";
        await raw.SendAsync(
            HttpMethod.Post,
            $"/{bucket}/key?uploadId={upload}",
            new StringContent($"<CompleteMultipartUpload>{document}</CompleteMultipartUpload>"));
        (await HeadAsync(s3, bucket, "key")).ETag.ShouldEndWith("-1\"");
        (await CopyAsync(raw, bucket, "key")).Body.ShouldContain("25f9e794323b453885f5181f1b624d0b");
    }

    [Fact]
    public async Task Another_account_copies_what_both_buckets_let_it()
    {
        using var raw = new RawS3(aws);
        using var s3 = aws.S3();
        using var other = aws.S3(accessKeyId: Other);
        var (source, target) = (await aws.NewBucketAsync(), await aws.NewBucketAsync(accessKeyId: Other));
        await raw.PutAsync($"/{source}/key", "body");
        var copy = new CopyObjectRequest { SourceBucket = source, SourceKey = "key", DestinationBucket = target, DestinationKey = "key" };
        await other.CopyObjectAsync(copy).ShouldFailAsync("AccessDenied");
        await s3.CopyObjectAsync(copy).ShouldFailAsync("AccessDenied");
        await s3.PutBucketPolicyAsync(source, Policies.Allow(source, $"\"AWS\": \"{Other}\"", "s3:GetObject"));
        await other.CopyObjectAsync(copy);
        await raw.PutAsync($"/{source}/tagged", "body", ("x-amz-tagging", "a=b"));
        copy.SourceKey = "tagged";
        await other.CopyObjectAsync(copy).ShouldFailAsync("AccessDenied");
        await s3.PutBucketPolicyAsync(source, Policies.Allow(source, $"\"AWS\": \"{Other}\"", "s3:GetObject", "s3:GetObjectTagging"));
        await other.CopyObjectAsync(copy);
    }

    [Fact]
    public async Task Both_expected_owners_are_enforced()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await raw.PutAsync($"/{bucket}/key", "body");
        (await CopyAsync(raw, bucket, "key", ("x-amz-source-expected-bucket-owner", Other))).ShouldBeError(403, "AccessDenied");
        (await CopyAsync(raw, bucket, "key", ("x-amz-expected-bucket-owner", Other))).ShouldBeError(403, "AccessDenied");
        (await CopyAsync(raw, bucket, "key", ("x-amz-expected-bucket-owner", "12"))).ShouldBeError(400, "InvalidBucketOwnerAWSAccountID");
    }

    private static Task<RawAnswer> CopyAsync(RawS3 raw, string bucket, string source, params (string Name, string Value)[] headers) =>
        raw.PutAsync($"/{bucket}/copy", "", [("x-amz-copy-source", $"/{bucket}/{source}"), .. headers]);

    private static Task<GetObjectMetadataResponse> HeadAsync(AmazonS3Client s3, string bucket, string key) =>
        s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED });
}
