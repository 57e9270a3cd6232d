using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Plans;

namespace CacheBackup.S3Compat;

/// <summary>The calls that a copy in parts is made of.</summary>
public sealed class MultipartTests(Gateway gateway) : IClassFixture<Gateway>
{
    private const string Key = "p/cache/backup/shard-0001.rdb";
    private const int PartBytes = 5 << 20;

    private static readonly byte[] Content = Gateway.Content((2 * PartBytes) + 1000);

    [Fact]
    public async Task Ranges_of_one_version_make_an_object_with_the_ETag_of_the_same_parts_uploaded()
    {
        var source = await gateway.NewBucketAsync(versioned: true);
        var target = await gateway.NewBucketAsync();
        await gateway.PutInPartsAsync(source, Key, Content, PartBytes);
        var original = (await gateway.Objects.HeadAsync(source, Key, CancellationToken.None))!;
        await gateway.PutAsync(source, Key, [1]);
        var upload = await gateway.BeginAsync(target, Key);

        var parts = new List<PartETag>();
        for (var number = 1; number <= 3; number++)
        {
            parts.Add(new PartETag(number, await CopyPartAsync(source, original.VersionId, target, upload, number)));
        }

        await CompleteAsync(target, upload, parts);
        (await gateway.ReadAsync(target, Key)).ShouldBe(Content);
        (await gateway.Objects.HeadAsync(target, Key, CancellationToken.None))!.ETag.ShouldBe(original.ETag);
    }

    [Fact]
    public async Task A_listing_of_parts_begins_after_the_number_asked_for_and_says_what_comes_next()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);
        foreach (var number in new[] { 3, 1, 2 })
        {
            await CopyPartAsync(source, null, target, upload, number);
        }

        var request = new ListPartsRequest { BucketName = target.Bucket, Key = Key, UploadId = upload, MaxParts = 1, PartNumberMarker = "1" };
        var page = await gateway.S3.ListPartsAsync(request);

        page.Parts.ShouldHaveSingleItem().PartNumber.ShouldBe(2);
        page.Parts[0].Size.ShouldBe(PartBytes);
        (page.IsTruncated, page.NextPartNumberMarker).ShouldBe((true, 2));
    }

    [Fact]
    public async Task A_part_copied_twice_is_the_later_one()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);
        await CopyPartAsync(source, null, target, upload, 1);
        await gateway.PutAsync(source, Key, [.. Content.Reverse()]);

        var later = await CopyPartAsync(source, null, target, upload, 1);

        (await gateway.S3.ListPartsAsync(target.Bucket, Key, upload)).Parts.ShouldHaveSingleItem().ETag.Trim('"').ShouldBe(later);
    }

    [Fact]
    public async Task Open_uploads_are_listed_with_their_beginning_until_they_are_aborted()
    {
        var bucket = await gateway.NewBucketAsync();
        var upload = await gateway.BeginAsync(bucket, Key);
        await gateway.BeginAsync(bucket, "elsewhere");
        var request = new ListMultipartUploadsRequest { BucketName = bucket.Bucket, Prefix = "p/" };

        var listed = (await gateway.S3.ListMultipartUploadsAsync(request)).MultipartUploads.ShouldHaveSingleItem();
        await gateway.S3.AbortMultipartUploadAsync(bucket.Bucket, Key, upload);

        (listed.UploadId, listed.Key).ShouldBe((upload, Key));
        listed.Initiated!.Value.ToUniversalTime().ShouldBe(TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(1));
        ((await gateway.S3.ListMultipartUploadsAsync(request)).MultipartUploads ?? []).ShouldBeEmpty();
        (await AbortAsync(bucket, upload)).ErrorCode.ShouldBe("NoSuchUpload");
    }

    [Fact]
    public async Task An_upload_that_was_aborted_takes_no_part()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);
        await CopyPartAsync(source, null, target, upload, 1);
        await gateway.S3.AbortMultipartUploadAsync(target.Bucket, Key, upload);

        (await Should.ThrowAsync<AmazonS3Exception>(CopyPartAsync(source, null, target, upload, 2))).ErrorCode.ShouldBe("NoSuchUpload");
    }

    [Fact]
    public async Task A_part_that_is_not_the_one_named_does_not_become_an_object()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);
        await CopyPartAsync(source, null, target, upload, 1);

        var error = await Should.ThrowAsync<AmazonS3Exception>(
            CompleteAsync(target, upload, [new PartETag(1, "00000000000000000000000000000000")]));

        error.ErrorCode.ShouldBe("InvalidPart");
        (await gateway.Objects.HeadAsync(target, Key, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_range_beyond_the_end_and_a_source_that_is_gone_are_refused()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);

        (await Should.ThrowAsync<AmazonS3Exception>(CopyPartAsync(source, null, target, upload, 4))).ErrorCode.ShouldBe("InvalidRange");
        await gateway.S3.DeleteObjectAsync(source.Bucket, Key);
        (await Should.ThrowAsync<AmazonS3Exception>(CopyPartAsync(source, null, target, upload, 1))).ErrorCode.ShouldBe("NoSuchKey");
    }

    private async Task<(BucketLocation Source, BucketLocation Target)> ExportAsync()
    {
        var source = await gateway.NewBucketAsync();
        await gateway.PutAsync(source, Key, Content);
        return (source, await gateway.NewBucketAsync());
    }

    private async Task<string> CopyPartAsync(BucketLocation source, string? version, BucketLocation target, string uploadId, int number)
    {
        var first = (number - 1L) * PartBytes;
        var answer = await gateway.S3.CopyPartAsync(new CopyPartRequest
        {
            SourceBucket = source.Bucket,
            SourceKey = Key,
            SourceVersionId = version,
            DestinationBucket = target.Bucket,
            DestinationKey = Key,
            UploadId = uploadId,
            PartNumber = number,
            FirstByte = first,
            LastByte = number == 4 ? first : Math.Min(first + PartBytes, Content.Length) - 1,
        });
        return answer.ETag.Trim('"');
    }

    private Task<CompleteMultipartUploadResponse> CompleteAsync(BucketLocation bucket, string uploadId, List<PartETag> parts) =>
        gateway.S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = Key,
            UploadId = uploadId,
            PartETags = parts,
        });

    private Task<AmazonS3Exception> AbortAsync(BucketLocation bucket, string uploadId) =>
        Should.ThrowAsync<AmazonS3Exception>(gateway.S3.AbortMultipartUploadAsync(bucket.Bucket, Key, uploadId));
}
