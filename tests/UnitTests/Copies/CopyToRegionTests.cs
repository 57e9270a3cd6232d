using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Copies;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

[Collection(LocalAwsCollection.Name)]
public class CopyToRegionTests(LocalAwsFixture aws)
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/shard-0001.rdb";
    private const string ReportKey = $"{Folder}/shard-0001.verify.json";

    [Fact]
    public async Task A_file_is_in_the_other_Region_under_the_same_key_with_an_equal_checksum()
    {
        var (source, target, shard) = await ExportAsync();

        var copy = await CopyAsync(source, target, shard);

        copy.ShouldBe(new CopyToRegionOutput(Key, IsDone: true, null, CopyIdentity.L1, []));
        (await aws.KeysAsync(target)).ShouldBe([Key, ReportKey]);
    }

    [Fact]
    public async Task Running_twice_finds_the_first_copy_and_asks_for_no_second_one()
    {
        var (source, target, shard) = await ExportAsync(versioned: true);

        var first = await CopyAsync(source, target, shard);

        first.VersionId.ShouldNotBeNull();
        aws.Plan(new Fault(FaultKind.Error, "s3", "CopyObject") { ResourceContains = target.Bucket });
        (await CopyAsync(source, target, shard)).ShouldBe(first);
    }

    [Fact]
    public async Task Metadata_is_carried_over_and_the_storage_class_is_the_destinations()
    {
        var (source, target, shard) = await ExportAsync();

        await CopyAsync(source, target, shard, destination => destination with { StorageClass = "STANDARD_IA" });

        var head = await aws.Aws.S3(target.Region).GetObjectMetadataAsync(target.Bucket, Key);
        head.Metadata["origin"].ShouldBe("elasticache");
        head.StorageClass.Value.ShouldBe("STANDARD_IA");
    }

    [Fact]
    public async Task Another_object_under_the_key_is_never_overwritten()
    {
        var (source, target, shard) = await ExportAsync();
        var other = await aws.PutAsync(target, Key, RdbFile.Of(filler: 0x2B));

        var error = await Should.ThrowAsync<DestinationObjectTakenException>(CopyAsync(source, target, shard));

        error.Message.ShouldContain("is not a copy of the exported file");
        (await aws.Aws.S3(target.Region).GetObjectMetadataAsync(target.Bucket, Key)).ETag.ShouldBe(other.ETag);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_replaced_after_it_was_verified_is_not_copied(bool versioned)
    {
        var (source, target, shard) = await ExportAsync(versioned);
        await aws.PutAsync(source, Key, RdbFile.Of(filler: 0x2B));

        await Should.ThrowAsync<ExportedFileChangedException>(CopyAsync(source, target, shard));

        (await aws.KeysAsync(target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_replaced_right_before_the_copy_is_caught_by_the_pin()
    {
        var (source, target, shard) = await ExportAsync();
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "CopyObject")
        {
            ResourceContains = target.Bucket,
            Before = () => aws.PutAsync(source, Key, RdbFile.Of(filler: 0x2B)),
        });

        await Should.ThrowAsync<ExportedFileChangedException>(CopyAsync(source, target, shard));

        (await aws.KeysAsync(target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_deleted_right_before_the_copy_has_changed()
    {
        var (source, target, shard) = await ExportAsync();
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "CopyObject")
        {
            ResourceContains = target.Bucket,
            Before = () => aws.Aws.S3(source.Region).DeleteObjectAsync(source.Bucket, Key),
        });

        await Should.ThrowAsync<ExportedFileChangedException>(CopyAsync(source, target, shard));
    }

    [Fact]
    public async Task More_than_an_object_of_S3_can_have_is_refused_before_anything_is_asked_of_S3()
    {
        var nowhere = new BucketLocation("does-not-exist", LocalAwsFixture.Region, LocalAwsFixture.Account);
        var shard = new VerifiedShard("shard-0001.rdb", CopyPlan.MostBytes + 1, "etag", null, "REDIS0011", 1, RdbVerdict.Valid);

        (await Should.ThrowAsync<FileTooLargeToCopyException>(CopyAsync(nowhere, nowhere, shard)))
            .Message.ShouldContain("53687091200001 bytes; an object of S3 has at most 53687091200000");
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("SlowDown")]
    public async Task An_error_inside_a_200_is_a_hiccup_and_the_step_succeeds_when_repeated(string code)
    {
        var (source, target, shard) = await ExportAsync();
        aws.Plan(new Fault(FaultKind.EmbeddedError, "s3", "CopyObject") { ResourceContains = target.Bucket, Code = code, Times = 1 });

        await Should.ThrowAsync<TransientServiceException>(CopyAsync(source, target, shard));

        (await CopyAsync(source, target, shard)).Identity.ShouldBe(CopyIdentity.L1);
    }

    [Fact]
    public async Task A_conflict_with_another_write_of_the_key_is_a_hiccup()
    {
        var (source, target, shard) = await ExportAsync();
        aws.Plan(new Fault(FaultKind.Error, "s3", "CopyObject")
        {
            ResourceContains = target.Bucket,
            Status = 409,
            Code = "ConditionalRequestConflict",
        });

        await Should.ThrowAsync<TransientServiceException>(CopyAsync(source, target, shard));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_hiccup()
    {
        var (source, target, shard) = await ExportAsync();
        aws.Plan(new Fault(FaultKind.DropConnection, "s3", "CopyObject") { ResourceContains = target.Bucket });

        await Should.ThrowAsync<TransientServiceException>(CopyAsync(source, target, shard));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_that_is_something_else_when_read_back_is_removed_and_what_replaced_it_is_not(bool versioned)
    {
        var (source, target, shard) = await ExportAsync(versioned);
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "HeadObject")
        {
            ResourceContains = target.Bucket,
            Skip = 1,
            Times = 1,
            Before = () => aws.PutAsync(target, Key, RdbFile.Of(filler: 0x2B)),
        });

        await Should.ThrowAsync<CopyNotIdenticalException>(CopyAsync(source, target, shard));

        (await aws.VersionsAsync(target)).ShouldBe([Key]);
        (await aws.Aws.S3(target.Region).GetObjectMetadataAsync(target.Bucket, Key)).ETag.Trim('"').ShouldNotBe(shard.ETag);
    }

    [Fact]
    public async Task A_bucket_of_another_account_without_a_grant_is_refused_with_the_statement_to_add()
    {
        var (source, _, shard) = await ExportAsync();
        var foreign = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, account: LocalAwsFixture.OtherAccount);

        var error = await Should.ThrowAsync<DestinationNotWritableException>(CopyAsync(source, foreign, shard));

        error.Message.ShouldContain("s3:PutObject");
        error.Message.ShouldContain(DestinationGrant.Statement(foreign, LocalAwsFixture.Account, "p"));
    }

    [Fact]
    public async Task The_statement_reaches_no_further_than_a_key_prefix_of_several_folders()
    {
        const string Below = "team/caches/orders/id";
        var source = await aws.NewBucketAsync();
        var foreign = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, account: LocalAwsFixture.OtherAccount);
        await aws.PutAsync(source, $"{Below}/shard-0001.rdb", RdbFile.Of());
        var shard = await aws.VerifyAsync(source, Below, "shard-0001.rdb");
        var input = new CopyToRegionInput(source, Below, shard, new CopyDestination(foreign.Region, foreign.Bucket, foreign.AccountId));

        var error = await Should.ThrowAsync<DestinationNotWritableException>(
            aws.Function<CopyToRegion>().CopyToRegionAsync(input, LocalAwsFixture.Invocation()));

        error.Message.ShouldContain(DestinationGrant.Statement(foreign, LocalAwsFixture.Account, "team/caches"));
    }

    [Fact]
    public async Task A_bucket_of_another_account_with_that_statement_receives_the_copy()
    {
        var (source, _, shard) = await ExportAsync();
        var foreign = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, account: LocalAwsFixture.OtherAccount);
        using var owner = new LocalAwsClients(aws.Host.Context.Endpoint, LocalAwsFixture.OtherAccount);
        var statement = DestinationGrant.Statement(foreign, LocalAwsFixture.Account, "p");
        await owner.S3(foreign.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest
        {
            BucketName = foreign.Bucket,
            Policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""",
        });

        (await CopyAsync(source, foreign, shard)).Identity.ShouldBe(CopyIdentity.L1);
    }

    [Fact]
    public async Task A_bucket_of_another_owner_than_expected_receives_nothing()
    {
        var (source, target, shard) = await ExportAsync();

        await Should.ThrowAsync<DestinationNotWritableException>(
            CopyAsync(source, target, shard, destination => destination with { AccountId = LocalAwsFixture.OtherAccount }));

        (await aws.KeysAsync(target)).ShouldBeEmpty();
    }

    private async Task<(BucketLocation Source, BucketLocation Target, VerifiedShard Shard)> ExportAsync(bool versioned = false)
    {
        var source = await aws.NewBucketAsync(versioned: versioned);
        var target = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, versioned);
        using var body = new MemoryStream(RdbFile.Of());
        var request = new PutObjectRequest { BucketName = source.Bucket, Key = Key, InputStream = body };
        request.Metadata["origin"] = "elasticache";
        await aws.Aws.S3(source.Region).PutObjectAsync(request);
        var shard = await aws.VerifyAsync(source, Folder, "shard-0001.rdb");
        return (source, target, shard);
    }

    private Task<CopyToRegionOutput> CopyAsync(
        BucketLocation source, BucketLocation target, VerifiedShard shard, Func<CopyDestination, CopyDestination>? change = null)
    {
        var destination = new CopyDestination(target.Region, target.Bucket, target.AccountId);
        var input = new CopyToRegionInput(source, Folder, shard, change?.Invoke(destination) ?? destination);
        return aws.Function<CopyToRegion>().CopyToRegionAsync(input, LocalAwsFixture.Invocation());
    }
}
