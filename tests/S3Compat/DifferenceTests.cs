using System.Net;
using System.Xml;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Plans;

namespace CacheBackup.S3Compat;

/// <summary>
/// What radosgw 16.2 does otherwise than S3, one test for each line of the README's table: should a later version agree with S3, its
/// test fails and the line can go.
/// </summary>
public sealed class DifferenceTests(Gateway gateway) : IClassFixture<Gateway>
{
    private const string Key = "p/cache/backup/shard-0001.rdb";
    private const string OtherETag = "00000000000000000000000000000000";
    private const string OtherOwner = "444455556666";

    private static readonly byte[] Content = Gateway.Content(6 << 20);

    private IAmazonS3 S3 => gateway.S3;

    [Fact]
    public async Task CopyObject_overwrites_what_it_was_told_not_to()
    {
        var (source, target) = await ExportAsync();
        await gateway.PutAsync(target, Key, [1]);

        await S3.CopyObjectAsync(CopyOf(source, target, request => request.IfNoneMatch = "*"));

        (await gateway.ReadAsync(target, Key)).ShouldBe(Content);
    }

    [Fact]
    public async Task CopyObject_copies_whatever_is_there_however_the_source_was_pinned()
    {
        var (source, target) = await ExportAsync();

        await S3.CopyObjectAsync(CopyOf(source, target, request => request.ETagToMatch = OtherETag));

        (await gateway.ReadAsync(target, Key)).ShouldBe(Content);
    }

    [Fact]
    public async Task UploadPartCopy_copies_whatever_is_there_however_the_source_was_pinned()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);

        await S3.CopyPartAsync(PartOf(source, target, upload, request => request.ETagToMatch = [OtherETag]));

        (await PartsAsync(target, upload)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Expected_owners_are_not_looked_at()
    {
        var (source, target) = await ExportAsync();

        await S3.CopyObjectAsync(CopyOf(source, target, request =>
        {
            request.ExpectedBucketOwner = OtherOwner;
            request.ExpectedSourceBucketOwner = OtherOwner;
        }));

        (await gateway.ReadAsync(target, Key)).ShouldBe(Content);
    }

    [Fact]
    public async Task No_checksum_is_kept_of_any_object()
    {
        var bucket = await gateway.NewBucketAsync();
        var request = new PutObjectRequest { BucketName = bucket.Bucket, Key = Key, ContentBody = "123456789", ChecksumCRC32 = "y/Q5Jg==" };

        await S3.PutObjectAsync(request);

        (await gateway.Objects.HeadAsync(bucket, Key, CancellationToken.None))!.Checksum.ShouldBeNull();
    }

    [Fact]
    public async Task A_body_with_a_checksum_at_its_end_is_refused()
    {
        using var s3 = new AmazonS3Client(new AmazonS3Config
        {
            ServiceURL = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"),
            RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_SUPPORTED,
        });
        var bucket = await gateway.NewBucketAsync();
        using var body = new MemoryStream(Content);

        var error = await Should.ThrowAsync<AmazonS3Exception>(
            s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Bucket, Key = Key, InputStream = body }));

        (error.StatusCode, error.ErrorCode).ShouldBe((HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch"));
    }

    [Fact]
    public async Task Completing_an_upload_checks_neither_size_nor_checksum_nor_what_is_there_and_answers_without_an_ETag()
    {
        var (source, target) = await ExportAsync();
        await gateway.PutAsync(target, Key, [1]);
        var upload = await gateway.BeginAsync(target, Key);
        var part = await S3.CopyPartAsync(PartOf(source, target, upload));

        var answer = await S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = target.Bucket,
            Key = Key,
            UploadId = upload,
            PartETags = [new PartETag(1, part.ETag)],
            IfNoneMatch = "*",
            MpuObjectSize = 1,
            ChecksumType = ChecksumType.FULL_OBJECT,
            ChecksumCRC64NVME = "AAAAAAAAAAA=",
        });

        answer.ETag.ShouldBeNullOrEmpty();
        (await gateway.ReadAsync(target, Key)).ShouldBe(Content);
    }

    [Fact]
    public async Task Completing_an_upload_has_to_name_every_part_it_has()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);
        var part = await S3.CopyPartAsync(PartOf(source, target, upload));
        await S3.CopyPartAsync(PartOf(source, target, upload, request => request.PartNumber = 2));

        var error = await Should.ThrowAsync<AmazonS3Exception>(S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = target.Bucket,
            Key = Key,
            UploadId = upload,
            PartETags = [new PartETag(1, part.ETag)],
        }));

        error.ErrorCode.ShouldBe("InvalidPart");
    }

    [Fact]
    public async Task An_upload_that_is_gone_is_a_missing_key_when_listed_and_an_internal_error_when_completed()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);
        var part = await S3.CopyPartAsync(PartOf(source, target, upload));
        await S3.AbortMultipartUploadAsync(target.Bucket, Key, upload);

        (await Should.ThrowAsync<AmazonS3Exception>(PartsAsync(target, upload))).ErrorCode.ShouldBe("NoSuchKey");
        (await Should.ThrowAsync<AmazonS3Exception>(S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = target.Bucket,
            Key = Key,
            UploadId = upload,
            PartETags = [new PartETag(1, part.ETag)],
        }))).ErrorCode.ShouldBe("InternalError");
    }

    [Fact]
    public async Task An_upload_takes_more_than_ten_thousand_parts()
    {
        var (source, target) = await ExportAsync();
        var upload = await gateway.BeginAsync(target, Key);

        await S3.CopyPartAsync(PartOf(source, target, upload, request => request.PartNumber = 10_001));

        (await PartsAsync(target, upload)).ShouldHaveSingleItem().PartNumber.ShouldBe(10_001);
    }

    [Fact]
    public async Task How_an_object_was_uploaded_is_not_told()
    {
        var bucket = await gateway.NewBucketAsync();
        await gateway.PutInPartsAsync(bucket, Key, Content, 5 << 20);

        var head = await S3.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = bucket.Bucket, Key = Key, PartNumber = 1 });
        var attributes = new GetObjectAttributesRequest
        {
            BucketName = bucket.Bucket,
            Key = Key,
            ObjectAttributes = [ObjectAttributes.ObjectParts],
        };

        (head.ContentLength, head.PartsCount).ShouldBe((Content.Length, null));
        head.ETag.ShouldEndWith("-2\"");
        // The answer is the object itself, which is no XML.
        await Should.ThrowAsync<XmlException>(S3.GetObjectAttributesAsync(attributes));
    }

    [Fact]
    public async Task A_removal_pinned_to_another_ETag_removes()
    {
        var bucket = await gateway.NewBucketAsync();
        await gateway.PutAsync(bucket, Key, [1]);

        await S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket.Bucket, Key = Key, IfMatch = OtherETag });

        (await gateway.Objects.HeadAsync(bucket, Key, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("AES256")]
    [InlineData("aws:kms")]
    public async Task Encryption_is_refused_for_an_upload_and_left_out_of_a_copy(string method)
    {
        var (source, target) = await ExportAsync();
        var begin = new InitiateMultipartUploadRequest
        {
            BucketName = target.Bucket,
            Key = Key,
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(method),
        };

        (await Should.ThrowAsync<AmazonS3Exception>(S3.InitiateMultipartUploadAsync(begin))).ErrorCode.ShouldBe("InvalidRequest");
        await S3.CopyObjectAsync(CopyOf(
            source, target, request => request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(method)));
        (await S3.GetObjectMetadataAsync(target.Bucket, Key)).ServerSideEncryptionMethod?.Value.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_storage_class_the_zone_does_not_have_is_an_invalid_argument()
    {
        var (source, target) = await ExportAsync();

        var error = await Should.ThrowAsync<AmazonS3Exception>(
            S3.CopyObjectAsync(CopyOf(source, target, request => request.StorageClass = S3StorageClass.StandardInfrequentAccess)));

        error.ErrorCode.ShouldBe("InvalidArgument");
    }

    [Fact]
    public async Task Object_lock_is_accepted_and_forgotten_where_the_bucket_has_none()
    {
        var bucket = await gateway.NewBucketAsync();

        var upload = await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = Key,
            ObjectLockMode = ObjectLockMode.Compliance,
            ObjectLockRetainUntilDate = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        });

        upload.UploadId.ShouldNotBeNullOrEmpty();
    }

    private async Task<(BucketLocation Source, BucketLocation Target)> ExportAsync()
    {
        var source = await gateway.NewBucketAsync();
        await gateway.PutAsync(source, Key, Content);
        return (source, await gateway.NewBucketAsync());
    }

    private static CopyObjectRequest CopyOf(BucketLocation source, BucketLocation target, Action<CopyObjectRequest> change)
    {
        var request = new CopyObjectRequest
        {
            SourceBucket = source.Bucket,
            SourceKey = Key,
            DestinationBucket = target.Bucket,
            DestinationKey = Key,
        };
        change(request);
        return request;
    }

    private static CopyPartRequest PartOf(
        BucketLocation source, BucketLocation target, string uploadId, Action<CopyPartRequest>? change = null)
    {
        var request = new CopyPartRequest
        {
            SourceBucket = source.Bucket,
            SourceKey = Key,
            DestinationBucket = target.Bucket,
            DestinationKey = Key,
            UploadId = uploadId,
            PartNumber = 1,
        };
        change?.Invoke(request);
        return request;
    }

    private async Task<List<PartDetail>> PartsAsync(BucketLocation bucket, string uploadId) =>
        (await S3.ListPartsAsync(bucket.Bucket, Key, uploadId)).Parts;
}
