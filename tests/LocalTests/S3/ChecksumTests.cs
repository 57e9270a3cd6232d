using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Digests of bodies: computed always, checked where declared, kept with the object.</summary>
public sealed class ChecksumTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Body = "123456789";
    private const string Crc32 = "y/Q5Jg==";
    private const string Crc32C = "4waSgw==";
    private const string Crc64 = "rosUhgp5mIg=";

    [Fact]
    public async Task An_object_sent_without_a_checksum_gets_CRC64NVME_of_all_its_bytes()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        var put = await raw.PutAsync($"/{bucket}/key", Body);
        put.Headers["x-amz-checksum-crc64nvme"].ShouldBe(Crc64);
        put.Headers["x-amz-checksum-type"].ShouldBe("FULL_OBJECT");
        put.Headers["ETag"].ShouldBe("\"25f9e794323b453885f5181f1b624d0b\"");
        (await raw.GetAsync($"/{bucket}/key")).Headers.ShouldNotContainKey("x-amz-checksum-crc64nvme");
        (await raw.GetAsync($"/{bucket}/key", ("x-amz-checksum-mode", "ENABLED"))).Headers["x-amz-checksum-crc64nvme"].ShouldBe(Crc64);
        (await raw.GetAsync($"/{bucket}/key", ("x-amz-checksum-mode", "ENABLED"), ("Range", "bytes=1-2")))
            .Headers.ShouldNotContainKey("x-amz-checksum-crc64nvme");
    }

    [Theory]
    [InlineData("crc32", Crc32)]
    [InlineData("crc32c", Crc32C)]
    [InlineData("crc64nvme", Crc64)]
    [InlineData("sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public async Task A_checksum_in_a_header_is_checked(string algorithm, string value)
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        ((int)(await raw.PutAsync($"/{bucket}/key", Body, ($"x-amz-checksum-{algorithm}", value))).Status).ShouldBe(200);
        (await raw.PutAsync($"/{bucket}/key", Body + "0", ($"x-amz-checksum-{algorithm}", value))).ShouldBeError(400, "BadDigest");
        (await raw.PutAsync($"/{bucket}/key", Body, ($"x-amz-checksum-{algorithm}", "AAAA"))).ShouldBeError(400, "InvalidRequest");
        (await raw.GetAsync($"/{bucket}/key")).Body.ShouldBe(Body, "A refused body leaves the object as it was.");
    }

    [Fact]
    public async Task Content_MD5_and_the_signed_payload_hash_are_checked()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.PutAsync($"/{bucket}/key", Body, ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="))).ShouldBeError(400, "BadDigest");
        (await raw.PutAsync($"/{bucket}/key", Body, ("Content-MD5", "short"))).ShouldBeError(400, "InvalidDigest");
        (await raw.PutAsync($"/{bucket}/key", Body, ("x-amz-content-sha256", new string('0', 64))))
            .ShouldBeError(400, "XAmzContentSHA256Mismatch");
        (await raw.GetAsync($"/{bucket}/key")).ShouldBeError(404, "NoSuchKey");
    }

    [Fact]
    public async Task Checksum_headers_that_contradict_each_other_are_refused()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.PutAsync($"/{bucket}/key", Body, ("x-amz-checksum-crc32", Crc32), ("x-amz-checksum-crc32c", Crc32C)))
            .ShouldBeError(400, "InvalidRequest");
        (await raw.PutAsync($"/{bucket}/key", Body, ("x-amz-sdk-checksum-algorithm", "CRC32"))).ShouldBeError(400, "InvalidRequest");
        (await raw.PutAsync($"/{bucket}/key", Body, ("x-amz-sdk-checksum-algorithm", "CRC32"), ("x-amz-checksum-crc32c", Crc32C)))
            .ShouldBeError(400, "InvalidRequest");
        (await raw.PutAsync($"/{bucket}/key", Body, ("x-amz-checksum-xxhash64", "AAAAAAAAAAA="))).ShouldBeError(501, "NotImplemented");
    }

    [Fact]
    public async Task An_aws_chunked_body_is_decoded_and_its_trailer_checked()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await PutChunkedAsync(raw, bucket, $"4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc64nvme:{Crc64}\r\n\r\n"))
            .Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var got = await raw.GetAsync($"/{bucket}/key");
        got.Body.ShouldBe(Body);
        got.Headers.ShouldNotContainKey("Content-Encoding");
        (await PutChunkedAsync(raw, bucket, $"9\r\n123456780\r\n0\r\nx-amz-checksum-crc64nvme:{Crc64}\r\n\r\n"))
            .ShouldBeError(400, "BadDigest");
        (await PutChunkedAsync(raw, bucket, "9\r\n123456789\r\n0\r\n\r\n")).ShouldBeError(400, "MalformedTrailerError");
        (await PutChunkedAsync(raw, bucket, $"4\r\n1234\r\n0\r\nx-amz-checksum-crc64nvme:{Crc64}\r\n\r\n"))
            .ShouldBeError(400, "IncompleteBody");
        (await PutChunkedAsync(raw, bucket, "9\r\n1234")).ShouldBeError(400, "IncompleteBody");
        (await PutChunkedAsync(raw, bucket, "nonsense\r\n")).ShouldBeError(400, "IncompleteBody");
    }

    [Fact]
    public async Task Signed_chunks_are_decoded_with_and_without_a_trailer()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        var put = await raw.PutAsync(
            $"/{bucket}/key", "9;chunk-signature=abc\r\n123456789\r\n0;chunk-signature=def\r\n\r\n",
            ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), ("x-amz-decoded-content-length", "9"),
            ("Content-Encoding", "aws-chunked,gzip"));
        ((int)put.Status).ShouldBe(200, put.Body);
        (await raw.SendAsync(HttpMethod.Head, $"/{bucket}/key")).Headers["Content-Encoding"].ShouldBe("gzip");

        put = await raw.PutAsync(
            $"/{bucket}/key",
            "9;chunk-signature=abc\r\n123456789\r\n0;chunk-signature=def\r\n"
                + $"x-amz-checksum-crc32:{Crc32}\r\nx-amz-trailer-signature:ab\r\n\r\n",
            ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", "9"),
            ("x-amz-trailer", "x-amz-checksum-crc32"));
        put.Headers["x-amz-checksum-crc32"].ShouldBe(Crc32);
    }

    /// <remarks>CRC32C and CRC64NVME need a native package in the .NET SDK.</remarks>
    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task The_SDKs_own_checksums_are_accepted_and_validated_on_the_way_back(string algorithm)
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = Body, ChecksumAlgorithm = algorithm });
        using var got = await s3.GetObjectAsync(
            new GetObjectRequest { BucketName = bucket, Key = "key", ChecksumMode = ChecksumMode.ENABLED });
        using var reader = new StreamReader(got.ResponseStream);
        (await reader.ReadToEndAsync()).ShouldBe(Body);
        got.ChecksumType.ShouldBe(ChecksumType.FULL_OBJECT);
    }

    private static Task<RawAnswer> PutChunkedAsync(RawS3 raw, string bucket, string body) => raw.PutAsync(
        $"/{bucket}/key", body, ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", "9"),
        ("x-amz-trailer", "x-amz-checksum-crc64nvme"), ("Content-Encoding", "aws-chunked"));
}
