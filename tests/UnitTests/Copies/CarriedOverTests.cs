using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

/// <summary>What a copy in parts has besides the bytes, and how well it is proven.</summary>
[Collection(LocalAwsCollection.Name)]
public class CarriedOverTests(LocalAwsFixture aws)
{
    private const string KmsKey = "arn:aws:kms:us-east-1:111122223333:key/6f8d2c1a-0b3e-4f5d-9c7a-000000000001";

    [Fact]
    public async Task Metadata_headers_and_tags_are_the_sources_and_the_storage_class_is_the_destinations()
    {
        var copy = (await LargeCopy.ExportAsync(aws, request =>
        {
            request.Metadata["origin"] = "elasticache";
            request.ContentType = "application/x-rdb";
            request.Headers.CacheControl = "no-store";
            request.Headers.ContentDisposition = "attachment";
            request.TagSet = [new Tag { Key = "team", Value = "shop" }, new Tag { Key = "class", Value = "data" }];
        })).With(order => order with { Destination = order.Destination with { StorageClass = "STANDARD_IA" } });

        await copy.FinishAsync();

        var head = await HeadAsync(copy);
        head.Metadata["origin"].ShouldBe("elasticache");
        (head.Headers.ContentType, head.Headers.CacheControl, head.Headers.ContentDisposition)
            .ShouldBe(("application/x-rdb", "no-store", "attachment"));
        head.StorageClass.Value.ShouldBe("STANDARD_IA");
        var tags = await aws.Aws.S3(copy.Target.Region).GetObjectTaggingAsync(
            new GetObjectTaggingRequest { BucketName = copy.Target.Bucket, Key = LargeCopy.Key });
        tags.Tagging.Select(tag => (tag.Key, tag.Value)).ShouldBe([("class", "data"), ("team", "shop")], ignoreOrder: true);
    }

    [Fact]
    public async Task The_destinations_key_encrypts_the_copy_without_a_bucket_key_which_ElastiCache_cannot_read()
    {
        var copy = (await LargeCopy.ExportAsync(aws)).With(
            order => order with { Destination = order.Destination with { KmsKeyId = KmsKey } });

        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L1);

        var head = await HeadAsync(copy);
        head.ServerSideEncryptionKeyManagementServiceKeyId.ShouldBe(KmsKey);
        head.BucketKeyEnabled.GetValueOrDefault().ShouldBeFalse();
        await copy.ShouldBeCopiedAsync();
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("CRC32")]
    public async Task A_source_with_a_composite_checksum_is_cut_alike_so_that_the_copys_is_equal(string algorithm)
    {
        var copy = await LargeCopy.ExportInPartsAsync(aws, 7 << 20, create =>
        {
            create.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm);
            create.ChecksumType = ChecksumType.COMPOSITE;
        });

        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L2);

        var head = await HeadAsync(copy);
        (head.ChecksumSHA256 ?? head.ChecksumCRC32).ShouldEndWith("-3");
        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task A_composite_checksum_over_parts_of_several_sizes_is_refused_before_a_byte_is_copied()
    {
        var copy = await LargeCopy.ExportInPartsAsync(aws, 7 << 20, ByComposite, lastTwo: (6 << 20, 1 << 20));

        var error = await Should.ThrowAsync<CopyUnprovenException>(copy.StepAsync());

        error.Message.ShouldContain("at level L4 only, below L2: the source has no CRC of the whole object, and its 4 parts, the first of 7340032");
        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_is_content_with_the_size_gets_that_copy()
    {
        var copy = (await LargeCopy.ExportInPartsAsync(aws, 7 << 20, ByComposite, lastTwo: (6 << 20, 1 << 20)))
            .With(order => order with { MinimumIdentity = CopyIdentity.L4 });

        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L4);

        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task A_request_that_demands_a_checksum_of_the_whole_refuses_one_over_parts()
    {
        var copy = (await LargeCopy.ExportInPartsAsync(aws, 7 << 20, ByComposite))
            .With(order => order with { MinimumIdentity = CopyIdentity.L1 });

        (await Should.ThrowAsync<CopyUnprovenException>(copy.StepAsync())).Message.ShouldContain("at level L2 only, below L1");
    }

    [Fact]
    public async Task A_bucket_of_another_account_receives_the_copy_once_its_policy_has_the_statement_and_owns_it()
    {
        var copy = await LargeCopy.ExportAsync(aws, request => request.TagSet = [new Tag { Key = "team", Value = "shop" }]);
        var foreign = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, account: LocalAwsFixture.OtherAccount);
        copy = copy.With(order => order with
        {
            Destination = order.Destination with { Bucket = foreign.Bucket, AccountId = LocalAwsFixture.OtherAccount },
        });

        (await Should.ThrowAsync<DestinationNotWritableException>(copy.StepAsync()))
            .Message.ShouldContain(DestinationGrant.Statement(foreign, LocalAwsFixture.Account, "p"));

        using var owner = new LocalAwsClients(aws.Host.Context.Endpoint, LocalAwsFixture.OtherAccount);
        await owner.S3(foreign.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest
        {
            BucketName = foreign.Bucket,
            Policy = $$"""{"Version":"2012-10-17","Statement":[{{DestinationGrant.Statement(foreign, LocalAwsFixture.Account, "p")}}]}""",
        });
        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L1);
        (await owner.S3(foreign.Region).GetObjectMetadataAsync(foreign.Bucket, LargeCopy.Key)).ContentLength.ShouldBe(copy.Order.Shard.Bytes);
    }

    private static void ByComposite(InitiateMultipartUploadRequest create)
    {
        create.ChecksumAlgorithm = ChecksumAlgorithm.SHA256;
        create.ChecksumType = ChecksumType.COMPOSITE;
    }

    private Task<GetObjectMetadataResponse> HeadAsync(LargeCopy copy) => aws.Aws.S3(copy.Target.Region).GetObjectMetadataAsync(
        new GetObjectMetadataRequest { BucketName = copy.Target.Bucket, Key = LargeCopy.Key, ChecksumMode = ChecksumMode.ENABLED });
}
