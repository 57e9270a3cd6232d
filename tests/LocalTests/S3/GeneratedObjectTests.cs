using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.S3;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Storage.Generated;
using CacheBackup.LocalTests.Support;
using Checksums = CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalTests.S3;

/// <summary>Objects whose content is made when it is read.</summary>
public sealed class GeneratedObjectTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const long Mebibyte = 1 << 20;
    private const long Gibibyte = 1L << 30;
    private const string Key = "object";

    public static TheoryData<long, long> Ranges => new()
    {
        { 0, 0 }, { 0, 1 }, { 4095, 2 }, { 4096, 4096 }, { 1, 4096 }, { 100, 20_000 }, { 8192, 12_288 }, { 4096, 300_000 },
        { 0, 1_000_003 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task A_range_is_the_same_bytes_as_in_the_whole_and_its_CRCs_are_of_these_bytes(long offset, long length)
    {
        using var content = Content.Of(new GeneratedBlob(seed: 5, length: 1_000_003));
        using var slice = content.Slice(offset, length);
        var whole = await ReadAsync(content);

        var range = await ReadAsync(slice);

        range.ShouldBe(whole.AsSpan((int)offset, (int)length).ToArray());
        foreach (var crc in new[] { Checksums.Crc.Crc32, Checksums.Crc.Crc32C, Checksums.Crc.Crc64Nvme })
        {
            slice.ChecksumOf(crc).ShouldBe(crc.Append(0, range));
        }
    }

    [Fact]
    public async Task Far_inside_a_huge_object_the_CRC_is_that_of_the_bytes_too()
    {
        using var content = Content.Of(new GeneratedBlob(seed: 6, length: 10_000 * Gibibyte));
        using var slice = content.Slice((7777 * Gibibyte) + 12_345, 3 * Mebibyte);

        slice.ChecksumOf(Checksums.Crc.Crc64Nvme).ShouldBe(Checksums.Crc.Crc64Nvme.Append(0, await ReadAsync(slice)));
    }

    [Fact]
    public void Pieces_have_the_CRC_of_the_whole_in_their_order_only()
    {
        using var content = Content.Of(new GeneratedBlob(seed: 7, length: 600 * Gibibyte));
        using var first = content.Slice(0, 123 * Gibibyte);
        using var second = content.Slice(123 * Gibibyte, 477 * Gibibyte);
        using var joined = Content.Join([first, second]);
        using var swapped = Content.Join([second, first]);

        joined.ChecksumOf(Checksums.Crc.Crc64Nvme).ShouldBe(content.ChecksumOf(Checksums.Crc.Crc64Nvme));
        swapped.ChecksumOf(Checksums.Crc.Crc64Nvme).ShouldNotBe(content.ChecksumOf(Checksums.Crc.Crc64Nvme));
    }

    [Fact]
    public void Another_seed_is_another_content()
    {
        using var one = Content.Of(new GeneratedBlob(seed: 1, length: Gibibyte));
        using var other = Content.Of(new GeneratedBlob(seed: 2, length: Gibibyte));

        one.ChecksumOf(Checksums.Crc.Crc64Nvme).ShouldNotBe(other.ChecksumOf(Checksums.Crc.Crc64Nvme));
    }

    [Fact]
    public async Task It_can_be_read_and_headed_like_any_other_object()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        aws.Host.S3.Put(bucket, Key, new GeneratedObject(3, 3 * Gibibyte));

        var head = await HeadAsync(s3, bucket);
        using var got = await s3.GetObjectAsync(
            new GetObjectRequest { BucketName = bucket, Key = Key, ByteRange = new ByteRange(4090, 9000) });
        using var bytes = new MemoryStream();
        await got.ResponseStream.CopyToAsync(bytes);

        head.ContentLength.ShouldBe(3 * Gibibyte);
        head.ETag.ShouldEndWith("-6\"");
        head.ChecksumType.ShouldBe(ChecksumType.FULL_OBJECT);
        using var same = Content.Of(new GeneratedBlob(3, 3 * Gibibyte));
        using var slice = same.Slice(4090, 9000 - 4090 + 1);
        bytes.ToArray().ShouldBe(await ReadAsync(slice));
    }

    [Fact]
    public async Task Copied_in_parts_it_is_the_same_object_and_takes_no_room()
    {
        using var s3 = aws.S3("us-east-1");
        var (source, target) = await SourceAndTargetAsync(600 * Gibibyte);
        var original = await HeadAsync(aws.S3(), source);

        await CopyAsync(s3, source, target, original, Enumerable.Range(0, 200).Select(part => (part * 3 * Gibibyte, 3 * Gibibyte)));

        var copy = await HeadAsync(s3, target);
        copy.ContentLength.ShouldBe(600 * Gibibyte);
        copy.ChecksumCRC64NVME.ShouldBe(original.ChecksumCRC64NVME);
    }

    [Theory]
    [InlineData("a part is missing", "InvalidRequest")]
    [InlineData("two parts are swapped", "BadDigest")]
    [InlineData("a part is short", "InvalidRequest")]
    [InlineData("a part is shifted", "BadDigest")]
    public async Task Copied_in_parts_that_are_not_it_is_refused(string fault, string code)
    {
        using var s3 = aws.S3("us-east-1");
        var (source, target) = await SourceAndTargetAsync(30 * Mebibyte);
        List<(long Offset, long Length)> parts = [.. Enumerable.Range(0, 3).Select(part => (part * 10 * Mebibyte, 10 * Mebibyte))];
        switch (fault)
        {
            case "a part is missing":
                parts.RemoveAt(1);
                break;
            case "two parts are swapped":
                (parts[0], parts[1]) = (parts[1], parts[0]);
                break;
            case "a part is short":
                parts[1] = (parts[1].Offset, parts[1].Length - 1);
                break;
            default:
                parts[1] = (parts[1].Offset + 1, parts[1].Length);
                break;
        }

        var refused = await Should.ThrowAsync<AmazonS3Exception>(CopyAsync(s3, source, target, await HeadAsync(aws.S3(), source), parts));

        refused.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task Equal_parts_have_equal_ETags_and_others_have_others()
    {
        using var s3 = aws.S3("us-east-1");
        var (source, target) = await SourceAndTargetAsync(30 * Mebibyte);
        var upload = await s3.InitiateMultipartUploadAsync(target, Key);

        var one = await CopyPartAsync(s3, source, target, upload.UploadId, 1, (0, 10 * Mebibyte));
        var again = await CopyPartAsync(s3, source, target, upload.UploadId, 2, (0, 10 * Mebibyte));
        var other = await CopyPartAsync(s3, source, target, upload.UploadId, 3, (10 * Mebibyte, 10 * Mebibyte));

        again.ETag.ShouldBe(one.ETag);
        other.ETag.ShouldNotBe(one.ETag);
    }

    private static async Task<byte[]> ReadAsync(Content content)
    {
        using var stream = content.OpenRead();
        var bytes = new byte[content.Length];
        for (var filled = 0; filled < bytes.Length;)
        {
            filled += await stream.ReadAsync(bytes.AsMemory(filled), CancellationToken.None);
        }

        return bytes;
    }

    private static Task<GetObjectMetadataResponse> HeadAsync(AmazonS3Client s3, string bucket) => s3.GetObjectMetadataAsync(
        new GetObjectMetadataRequest { BucketName = bucket, Key = Key, ChecksumMode = ChecksumMode.ENABLED });

    private static async Task CopyAsync(
        AmazonS3Client s3, string source, string target, GetObjectMetadataResponse original, IEnumerable<(long Offset, long Length)> ranges)
    {
        var upload = await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = target, Key = Key, ChecksumAlgorithm = ChecksumAlgorithm.CRC64NVME, ChecksumType = ChecksumType.FULL_OBJECT,
        });
        var parts = new List<PartETag>();
        foreach (var range in ranges)
        {
            var part = await CopyPartAsync(s3, source, target, upload.UploadId, parts.Count + 1, range);
            parts.Add(new PartETag(part) { ChecksumCRC64NVME = part.ChecksumCRC64NVME });
        }

        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = target, Key = Key, UploadId = upload.UploadId, PartETags = parts, MpuObjectSize = original.ContentLength,
            ChecksumType = ChecksumType.FULL_OBJECT, ChecksumCRC64NVME = original.ChecksumCRC64NVME,
        });
    }

    private static Task<CopyPartResponse> CopyPartAsync(
        AmazonS3Client s3, string source, string target, string uploadId, int number, (long Offset, long Length) range) =>
        s3.CopyPartAsync(new CopyPartRequest
        {
            SourceBucket = source, SourceKey = Key, DestinationBucket = target, DestinationKey = Key, UploadId = uploadId,
            PartNumber = number, FirstByte = range.Offset, LastByte = range.Offset + range.Length - 1,
        });

    private async Task<(string Source, string Target)> SourceAndTargetAsync(long length)
    {
        var (source, target) = (await aws.NewBucketAsync(), await aws.NewBucketAsync("us-east-1"));
        aws.Host.S3.Put(source, Key, new GeneratedObject(4, length) { PartBytes = 5 * Gibibyte });
        return (source, target);
    }
}
