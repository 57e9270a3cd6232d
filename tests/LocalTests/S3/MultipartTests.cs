using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;
using Checksums = CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalTests.S3;

/// <summary>Multipart uploads: parts, checksums of the whole, and everything that stands against completing.</summary>
public sealed class MultipartTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Key = "dir/key";
    private const int MinPart = 5 << 20;

    private static readonly byte[] First = Random(MinPart, 1);
    private static readonly byte[] Second = Random(1000, 2);

    [Theory]
    [InlineData(null, null, "ChecksumCRC64NVME")]
    [InlineData("CRC64NVME", "FULL_OBJECT", "ChecksumCRC64NVME")]
    [InlineData("CRC32", "FULL_OBJECT", "ChecksumCRC32")]
    [InlineData("CRC32C", "FULL_OBJECT", "ChecksumCRC32C")]
    public async Task A_full_object_checksum_is_that_of_all_bytes_wherever_parts_begin(string? algorithm, string? type, string element)
    {
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, algorithm, type);
        await PutPartAsync(raw, upload, 1, First);
        await PutPartAsync(raw, upload, 2, Second);
        var whole = Checksum(algorithm ?? "CRC64NVME", [.. First, .. Second]);
        var completed = await CompleteAsync(raw, upload, await PartsAsync(upload),
            ($"x-amz-checksum-{(algorithm ?? "CRC64NVME").ToLowerInvariant()}", whole), ("x-amz-checksum-type", "FULL_OBJECT"));
        completed.Body.ShouldContain($"<{element}>{whole}</{element}>");
        using var s3 = aws.S3();
        using var got = await s3.GetObjectAsync(upload.Bucket, Key);
        using var bytes = new MemoryStream();
        await got.ResponseStream.CopyToAsync(bytes);
        bytes.ToArray().ShouldBe([.. First, .. Second]);
    }

    [Fact]
    public async Task A_composite_checksum_is_that_of_the_parts_checksums()
    {
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, "SHA256", "COMPOSITE");
        await PutPartAsync(raw, upload, 1, First, ("x-amz-checksum-sha256", Checksum("SHA256", First)));
        await PutPartAsync(raw, upload, 2, Second, ("x-amz-checksum-sha256", Checksum("SHA256", Second)));
        var parts = await PartsAsync(upload);
        (await CompleteAsync(raw, upload, parts)).ShouldBeError(400, "InvalidRequest");
        var completed = await CompleteAsync(raw, upload, WithChecksums(parts, "SHA256", First, Second));
        var composite = Checksum(
            "SHA256", [.. Convert.FromBase64String(Checksum("SHA256", First)), .. Convert.FromBase64String(Checksum("SHA256", Second))]);
        completed.Body.ShouldContain($"<ChecksumSHA256>{composite}-2</ChecksumSHA256>");
        completed.Body.ShouldContain("-2\"</ETag>");
    }

    [Fact]
    public async Task What_is_said_about_the_whole_object_must_be_true()
    {
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, "CRC32", "FULL_OBJECT");
        await PutPartAsync(raw, upload, 1, Second);
        var parts = await PartsAsync(upload);
        (await CompleteAsync(raw, upload, parts, ("x-amz-mp-object-size", "999"))).ShouldBeError(400, "InvalidRequest");
        (await CompleteAsync(raw, upload, parts, ("x-amz-checksum-crc32", "AAAAAA=="))).ShouldBeError(400, "BadDigest");
        (await CompleteAsync(raw, upload, parts, ("x-amz-checksum-crc32c", "AAAAAA=="))).ShouldBeError(400, "InvalidRequest");
        (await CompleteAsync(raw, upload, parts, ("x-amz-checksum-type", "COMPOSITE"))).ShouldBeError(400, "InvalidRequest");
        (await CompleteAsync(raw, upload, parts, ("x-amz-mp-object-size", "1000"), ("x-amz-checksum-crc32", Checksum("CRC32", Second))))
            .Status.ShouldBe(HttpStatusCode.OK);
        (await CompleteAsync(raw, upload, parts)).ShouldBeError(404, "NoSuchUpload");
    }

    [Fact]
    public async Task Parts_that_are_small_unordered_missing_or_different_are_refused()
    {
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, null, null);
        await PutPartAsync(raw, upload, 1, Second);
        await PutPartAsync(raw, upload, 2, Second);
        var parts = await PartsAsync(upload);
        (await CompleteAsync(raw, upload, parts)).ShouldBeError(400, "EntityTooSmall");
        (await CompleteAsync(raw, upload, [parts[1], parts[0]])).ShouldBeError(400, "InvalidPartOrder");
        (await CompleteAsync(raw, upload, [parts[0], parts[0]])).ShouldBeError(400, "InvalidPartOrder");
        (await CompleteAsync(raw, upload, [parts[0] with { Number = 3 }])).ShouldBeError(400, "InvalidPart");
        (await CompleteAsync(raw, upload, [parts[0] with { ETag = new string('0', 32) }])).ShouldBeError(400, "InvalidPart");
        (await CompleteAsync(raw, upload, WithChecksums([parts[0]], "CRC32", Second))).ShouldBeError(400, "InvalidPart");
        (await CompleteAsync(raw, upload, [])).ShouldBeError(400, "MalformedXML");
        (await raw.PutAsync($"/{upload.Bucket}/{Key}?partNumber=10001&uploadId={upload.Id}", "")).ShouldBeError(400, "InvalidArgument");
        (await raw.PutAsync($"/{upload.Bucket}/{Key}?partNumber=1&uploadId=none", "")).ShouldBeError(404, "NoSuchUpload");
        (await raw.PutAsync($"/{upload.Bucket}/other?partNumber=1&uploadId={upload.Id}", "")).ShouldBeError(404, "NoSuchUpload");
    }

    [Fact]
    public async Task An_algorithm_named_at_the_start_binds_every_part()
    {
        using var raw = new RawS3(aws);
        var composite = await StartAsync(raw, "CRC32", "COMPOSITE");
        (await PutPartAsync(raw, composite, 1, Second)).ShouldBeError(400, "InvalidRequest");
        (await PutPartAsync(raw, composite, 1, Second, ("x-amz-checksum-crc32c", Checksum("CRC32C", Second))))
            .ShouldBeError(400, "InvalidRequest");
        (await PutPartAsync(raw, composite, 1, Second, ("x-amz-checksum-crc32", Checksum("CRC32C", Second))))
            .ShouldBeError(400, "BadDigest");
        var full = await StartAsync(raw, "CRC32", "FULL_OBJECT");
        (await PutPartAsync(raw, full, 1, Second)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("SHA256", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "COMPOSITE")]
    [InlineData("ROT13", null)]
    [InlineData(null, "FULL_OBJECT")]
    public async Task An_algorithm_and_a_type_that_do_not_go_together_are_refused(string? algorithm, string? type)
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.SendAsync(HttpMethod.Post, $"/{bucket}/{Key}?uploads", null, Headers(algorithm, type)))
            .ShouldBeError(400, "InvalidRequest");
    }

    [Fact]
    public async Task Completing_can_insist_on_a_new_key_and_the_upload_survives_the_refusal()
    {
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, null, null);
        await raw.PutAsync($"/{upload.Bucket}/{Key}", "already here");
        await PutPartAsync(raw, upload, 1, Second);
        var parts = await PartsAsync(upload);
        (await CompleteAsync(raw, upload, parts, ("If-None-Match", "*"))).ShouldBeError(412, "PreconditionFailed");
        (await raw.GetAsync($"/{upload.Bucket}/{Key}")).Body.ShouldBe("already here");
        (await CompleteAsync(raw, upload, parts)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Parts_are_copied_by_range_from_an_object_in_another_Region()
    {
        using var s3 = aws.S3();
        using var raw = new RawS3(aws);
        var source = await aws.NewBucketAsync("us-east-1");
        using var us = aws.S3("us-east-1");
        await us.PutObjectAsync(
            new PutObjectRequest { BucketName = source, Key = "source", InputStream = new MemoryStream([.. First, .. Second]) });
        var upload = await StartAsync(raw, null, null);
        var copied = await CopyPartAsync(raw, upload, 1, source, $"bytes=0-{MinPart - 1}");
        copied.Status.ShouldBe(HttpStatusCode.OK, copied.Body);
        await CopyPartAsync(raw, upload, 2, source, $"bytes={MinPart}-{MinPart + 999}");
        await CompleteAsync(raw, upload, await PartsAsync(upload),
            ("x-amz-checksum-crc64nvme", Checksum("CRC64NVME", [.. First, .. Second])), ("x-amz-mp-object-size", $"{MinPart + 1000}"));
        (await s3.GetObjectMetadataAsync(upload.Bucket, Key)).ContentLength.ShouldBe(MinPart + 1000);
        var again = await StartAsync(raw, null, null);
        (await CopyPartAsync(raw, again, 1, source, $"bytes=0-{MinPart + 1000}")).ShouldBeError(400, "InvalidArgument");
        (await CopyPartAsync(raw, again, 1, source, "bytes=5-")).ShouldBeError(400, "InvalidArgument");
        (await CopyPartAsync(raw, again, 1, source, "bytes=0-0", ("x-amz-copy-source-if-match", "\"other\"")))
            .ShouldBeError(412, "PreconditionFailed");
    }

    [Fact]
    public async Task ListParts_pages_and_ListMultipartUploads_pages_by_key_and_id()
    {
        using var s3 = aws.S3();
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, null, null);
        foreach (var number in new[] { 3, 1, 7 })
        {
            await PutPartAsync(raw, upload, number, Second);
        }

        var first = await s3.ListPartsAsync(
            new ListPartsRequest { BucketName = upload.Bucket, Key = Key, UploadId = upload.Id, MaxParts = 2 });
        first.Parts.ConvertAll(part => part.PartNumber).ShouldBe([1, 3]);
        first.IsTruncated.ShouldBe(true);
        var rest = await s3.ListPartsAsync(new ListPartsRequest
        {
            BucketName = upload.Bucket,
            Key = Key,
            UploadId = upload.Id,
            PartNumberMarker = $"{first.NextPartNumberMarker}",
        });
        rest.Parts.ConvertAll(part => part.PartNumber).ShouldBe([7]);

        foreach (var key in new[] { Key, "a", "dir2/x", "dir2/y" })
        {
            await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = upload.Bucket, Key = key });
        }

        (await UploadKeysAsync(s3, new ListMultipartUploadsRequest { BucketName = upload.Bucket, MaxUploads = 1 }))
            .ShouldBe(["a", Key, Key, "dir2/x", "dir2/y"]);
        var rolled = await s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = upload.Bucket, Delimiter = "/" });
        rolled.MultipartUploads.ConvertAll(one => one.Key).ShouldBe(["a"]);
        rolled.CommonPrefixes.ShouldBe(["dir/", "dir2/"]);
    }

    [Fact]
    public async Task An_aborted_upload_is_gone_and_a_part_can_be_sent_again()
    {
        using var s3 = aws.S3();
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, null, null);
        await PutPartAsync(raw, upload, 1, First);
        await PutPartAsync(raw, upload, 1, Second);
        (await PartsAsync(upload)).Count.ShouldBe(1);
        await s3.AbortMultipartUploadAsync(upload.Bucket, Key, upload.Id);
        await s3.AbortMultipartUploadAsync(upload.Bucket, Key, upload.Id).ShouldFailAsync("NoSuchUpload");
        await s3.ListPartsAsync(upload.Bucket, Key, upload.Id).ShouldFailAsync("NoSuchUpload");
        (await s3.ListMultipartUploadsAsync(upload.Bucket)).MultipartUploads.ShouldBeNull();
    }

    [Fact]
    public async Task A_part_can_be_read_by_its_number()
    {
        using var raw = new RawS3(aws);
        var upload = await StartAsync(raw, null, null);
        await PutPartAsync(raw, upload, 1, First);
        await PutPartAsync(raw, upload, 2, Second);
        await CompleteAsync(raw, upload, await PartsAsync(upload));
        var head = await raw.SendAsync(HttpMethod.Head, $"/{upload.Bucket}/{Key}?partNumber=2");
        head.Status.ShouldBe(HttpStatusCode.PartialContent);
        head.Headers["Content-Length"].ShouldBe("1000");
        head.Headers["x-amz-mp-parts-count"].ShouldBe("2");
        (await raw.GetAsync($"/{upload.Bucket}/{Key}?partNumber=3")).ShouldBeError(416, "InvalidPartNumber");
    }

    private static async Task<IReadOnlyList<string>> UploadKeysAsync(AmazonS3Client s3, ListMultipartUploadsRequest request)
    {
        var keys = new List<string>();
        while (true)
        {
            var page = await s3.ListMultipartUploadsAsync(request);
            keys.AddRange(page.MultipartUploads.Select(upload => upload.Key));
            if (page.IsTruncated != true)
            {
                return keys;
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    private static Task<RawAnswer> CopyPartAsync(
        RawS3 raw, Started upload, int number, string source, string range, params (string Name, string Value)[] headers) => raw.PutAsync(
        $"/{upload.Bucket}/{Key}?partNumber={number}&uploadId={upload.Id}", "",
        [("x-amz-copy-source", $"{source}/source"), ("x-amz-copy-source-range", range), .. headers]);

    private static Task<RawAnswer> PutPartAsync(
        RawS3 raw, Started upload, int number, byte[] bytes, params (string Name, string Value)[] headers) =>
        raw.SendAsync(
            HttpMethod.Put, $"/{upload.Bucket}/{Key}?partNumber={number}&uploadId={upload.Id}", new ByteArrayContent(bytes), headers);

    private static Task<RawAnswer> CompleteAsync(
        RawS3 raw, Started upload, IReadOnlyList<Part> parts, params (string Name, string Value)[] headers)
    {
        var xml = string.Concat(
            parts.Select(part => $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag>{part.Checksum}</Part>"));
        return raw.SendAsync(
            HttpMethod.Post, $"/{upload.Bucket}/{Key}?uploadId={upload.Id}",
            new StringContent($"<CompleteMultipartUpload>{xml}</CompleteMultipartUpload>"), headers);
    }

    private static IReadOnlyList<Part> WithChecksums(IReadOnlyList<Part> parts, string algorithm, params byte[][] bytes) =>
        [.. parts.Zip(
            bytes, (part, data) => part with { Checksum = $"<Checksum{algorithm}>{Checksum(algorithm, data)}</Checksum{algorithm}>" })];

    private static string Checksum(string algorithm, byte[] data)
    {
        using var digest = Checksums.ChecksumAlgorithm.Parse(algorithm, "test").Start();
        digest.Append(data);
        return Convert.ToBase64String(digest.Finish());
    }

    private static byte[] Random(int length, int seed)
    {
        var data = new byte[length];
        new Random(seed).NextBytes(data);
        return data;
    }

    private static (string Name, string Value)[] Headers(string? algorithm, string? type) =>
        [.. new[] { ("x-amz-checksum-algorithm", algorithm), ("x-amz-checksum-type", type) }.Where(header => header.Item2 is not null)
            .Select(header => (header.Item1, header.Item2!))];

    private async Task<Started> StartAsync(RawS3 raw, string? algorithm, string? type)
    {
        var bucket = await aws.NewBucketAsync();
        var answer = await raw.SendAsync(HttpMethod.Post, $"/{bucket}/{Key}?uploads", null, Headers(algorithm, type));
        return new Started(bucket, answer.Body.Split("<UploadId>")[1].Split('<')[0]);
    }

    private async Task<IReadOnlyList<Part>> PartsAsync(Started upload)
    {
        using var s3 = aws.S3();
        var listed = await s3.ListPartsAsync(upload.Bucket, Key, upload.Id);
        return listed.Parts.ConvertAll(part => new Part(part.PartNumber!.Value, part.ETag, ""));
    }

    private sealed record Started(string Bucket, string Id);

    private sealed record Part(int Number, string ETag, string Checksum);
}
