using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Writing and reading objects.</summary>
public sealed class ObjectTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Digits = "0123456789";

    [Theory]
    [InlineData("plain")]
    [InlineData("deep/er/key")]
    [InlineData("space and+plus")]
    [InlineData("dots/./../x")]
    [InlineData("ünïcödé/日本/😀")]
    [InlineData("percent%20sign%2F")]
    [InlineData("a?b&c=d#e")]
    [InlineData("double//slash")]
    public async Task Any_key_comes_back_as_it_was_written(string key)
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var path = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        using var raw = new RawS3(aws);
        (await raw.PutAsync($"/{bucket}/{path}", "body")).Status.ShouldBe(HttpStatusCode.OK);
        (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects.Single().Key.ShouldBe(key);
        (await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [new KeyVersion { Key = key }] }))
            .DeletedObjects.Count.ShouldBe(1);
        (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).KeyCount.ShouldBe(0);
    }

    [Fact]
    public async Task Metadata_and_headers_come_back_as_they_were_sent()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var put = new PutObjectRequest
        {
            BucketName = bucket,
            Key = "key",
            ContentBody = Digits,
            ContentType = "text/x",
            StorageClass = S3StorageClass.StandardInfrequentAccess
        };
        put.Headers.CacheControl = "no-store";
        put.Headers.ContentEncoding = "identity";
        put.Metadata.Add("Backup-Id", "b-1");
        put.TagSet = [new Tag { Key = "a", Value = "b c" }];
        await s3.PutObjectAsync(put);
        var head = await s3.GetObjectMetadataAsync(bucket, "key");
        head.Headers.ContentType.ShouldBe("text/x");
        head.Headers.CacheControl.ShouldBe("no-store");
        head.Headers.ContentEncoding.ShouldBe("identity");
        head.Metadata["backup-id"].ShouldBe("b-1");
        head.StorageClass.ShouldBe(S3StorageClass.StandardInfrequentAccess);
        head.ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AES256);
        head.ContentLength.ShouldBe(10);
    }

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-30", Digits, "bytes 0-9/10")]
    [InlineData("bytes=8-99", "89", "bytes 8-9/10")]
    public async Task A_range_gets_its_bytes_only(string range, string expected, string contentRange)
    {
        using var raw = new RawS3(aws);
        var bucket = await WithDigitsAsync(raw);
        var got = await raw.GetAsync($"/{bucket}/key", ("Range", range));
        got.Status.ShouldBe(HttpStatusCode.PartialContent);
        got.Body.ShouldBe(expected);
        got.Headers["Content-Range"].ShouldBe(contentRange);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_unsatisfiable_and_a_broken_one_is_passed_over()
    {
        using var raw = new RawS3(aws);
        var bucket = await WithDigitsAsync(raw);
        (await raw.GetAsync($"/{bucket}/key", ("Range", "bytes=10-"))).ShouldBeError(416, "InvalidRange");
        (await raw.GetAsync($"/{bucket}/key", ("Range", "bytes=-0"))).ShouldBeError(416, "InvalidRange");
        (await raw.GetAsync($"/{bucket}/key", ("Range", "bytes=5-2"))).Body.ShouldBe(Digits);
        (await raw.GetAsync($"/{bucket}/key", ("Range", "bytes=0-1,3-4"))).Body.ShouldBe(Digits);
        await raw.PutAsync($"/{bucket}/empty", "");
        (await raw.GetAsync($"/{bucket}/empty", ("Range", "bytes=0-"))).ShouldBeError(416, "InvalidRange");
        (await raw.GetAsync($"/{bucket}/empty")).Headers["Content-Length"].ShouldBe("0");
    }

    [Fact]
    public async Task Conditions_on_reads_answer_304_and_412()
    {
        using var raw = new RawS3(aws);
        var bucket = await WithDigitsAsync(raw);
        var headers = (await raw.GetAsync($"/{bucket}/key")).Headers;
        var etag = headers["ETag"];
        (await raw.GetAsync($"/{bucket}/key", ("If-None-Match", etag))).Status.ShouldBe(HttpStatusCode.NotModified);
        (await raw.GetAsync($"/{bucket}/key", ("If-Match", "\"other\""))).ShouldBeError(412, "PreconditionFailed");
        (await raw.GetAsync($"/{bucket}/key", ("If-Match", etag), ("Range", "bytes=0-0"))).Body.ShouldBe("0");
        (await raw.GetAsync($"/{bucket}/key", ("If-Match", "\"other\""), ("Range", "bytes=0-0"))).ShouldBeError(412, "PreconditionFailed");
        (await raw.GetAsync($"/{bucket}/key", ("If-Modified-Since", headers["Last-Modified"]))).Status.ShouldBe(HttpStatusCode.NotModified);
        (await raw.GetAsync($"/{bucket}/key", ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")))
            .ShouldBeError(412, "PreconditionFailed");
        (await raw.GetAsync($"/{bucket}/key", ("If-Match", etag), ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")))
            .Status.ShouldBe(HttpStatusCode.OK);
        (await raw.SendAsync(HttpMethod.Head, $"/{bucket}/key", null, ("If-None-Match", etag))).Status.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_write_can_insist_on_what_is_there()
    {
        using var raw = new RawS3(aws);
        var bucket = await WithDigitsAsync(raw);
        var etag = (await raw.GetAsync($"/{bucket}/key")).Headers["ETag"];
        (await raw.PutAsync($"/{bucket}/key", "new", ("If-None-Match", "*"))).ShouldBeError(412, "PreconditionFailed");
        (await raw.PutAsync($"/{bucket}/key", "new", ("If-Match", "\"other\""))).ShouldBeError(412, "PreconditionFailed");
        (await raw.PutAsync($"/{bucket}/none", "new", ("If-Match", etag))).ShouldBeError(404, "NoSuchKey");
        (await raw.PutAsync($"/{bucket}/key", "new", ("If-None-Match", etag))).ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}/none", "new", ("If-None-Match", "*"))).Status.ShouldBe(HttpStatusCode.OK);
        (await raw.SendAsync(HttpMethod.Delete, $"/{bucket}/key", null, ("If-Match", "\"other\"")))
            .ShouldBeError(412, "PreconditionFailed");
        (await raw.PutAsync($"/{bucket}/key", "new", ("If-Match", etag))).Status.ShouldBe(HttpStatusCode.OK);
        (await raw.GetAsync($"/{bucket}/key")).Body.ShouldBe("new");
    }

    [Fact]
    public async Task Of_many_writers_that_insist_on_being_first_exactly_one_is()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => raw.PutAsync($"/{bucket}/key", $"{i}", ("If-None-Match", "*"))));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task Response_headers_can_be_overridden_by_signed_requests_only()
    {
        using var raw = new RawS3(aws);
        var bucket = await WithDigitsAsync(raw);
        var got = await raw.GetAsync($"/{bucket}/key?response-content-type=a%2Fb&response-content-disposition=attachment");
        got.Headers["Content-Type"].ShouldBe("a/b");
        got.Headers["Content-Disposition"].ShouldBe("attachment");
    }

    [Fact]
    public async Task Limits_are_enforced_before_the_body_is_read()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.PutAsync($"/{bucket}/{new string('k', 1025)}", "x")).ShouldBeError(400, "KeyTooLongError");
        (await raw.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-big", new string('m', 2048)))).ShouldBeError(400, "MetadataTooLarge");
        (await raw.PutAsync($"/{bucket}/key", "x", ("x-amz-storage-class", "FAST"))).ShouldBeError(400, "InvalidStorageClass");
        (await raw.PutAsync($"/{bucket}/key", "0\r\n\r\n", ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            ("x-amz-decoded-content-length", $"{(5L << 30) + 1}")))
            .ShouldBeError(400, "EntityTooLarge");
    }

    [Fact]
    public async Task An_archived_object_cannot_be_read()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = Digits, StorageClass = S3StorageClass.Glacier });
        await s3.GetObjectAsync(bucket, "key").ShouldFailAsync("InvalidObjectState");
    }

    [Fact]
    public async Task Attributes_tell_what_was_asked_for()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = Digits, ChecksumAlgorithm = ChecksumAlgorithm.SHA256 });
        var attributes = await s3.GetObjectAttributesAsync(new GetObjectAttributesRequest
        {
            BucketName = bucket,
            Key = "key",
            ObjectAttributes = [ObjectAttributes.ObjectSize, ObjectAttributes.Checksum],
        });
        attributes.ObjectSize.ShouldBe(10);
        attributes.Checksum.ChecksumSHA256.ShouldNotBeNull();
        attributes.ETag.ShouldBeNull();
        using var raw = new RawS3(aws);
        (await raw.GetAsync($"/{bucket}/key?attributes", ("x-amz-object-attributes", "Colour"))).ShouldBeError(400, "InvalidArgument");
    }

    private async Task<string> WithDigitsAsync(RawS3 raw)
    {
        var bucket = await aws.NewBucketAsync();
        await raw.PutAsync($"/{bucket}/key", Digits);
        return bucket;
    }
}
