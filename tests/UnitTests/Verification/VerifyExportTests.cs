using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Verification;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Verification;

[Collection(LocalAwsCollection.Name)]
public class VerifyExportTests(LocalAwsFixture aws)
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/shard-0001.rdb";

    [Fact]
    public async Task A_whole_file_is_described_as_it_was_when_verified()
    {
        var bucket = await aws.NewBucketAsync();
        var written = await aws.PutAsync(bucket, Key, RdbFile.Of(100));

        var shard = await VerifyAsync(bucket);

        shard.ShouldBe(new VerifiedShard("shard-0001.rdb", 100, written.ETag.Trim('"'), null, "REDIS0011"));
    }

    [Fact]
    public async Task Running_twice_says_the_same()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());

        (await VerifyAsync(bucket)).ShouldBe(await VerifyAsync(bucket));
    }

    [Fact]
    public async Task In_a_versioned_bucket_the_version_is_pinned()
    {
        var bucket = await aws.NewBucketAsync(versioned: true);
        var written = await aws.PutAsync(bucket, Key, RdbFile.Of());

        (await VerifyAsync(bucket)).VersionId.ShouldBe(written.VersionId);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused_with_the_place_and_what_stands_there()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of(100)[..60]);

        var error = await Should.ThrowAsync<ExportedFileDamagedException>(VerifyAsync(bucket));

        error.Message.ShouldStartWith($"s3://{bucket.Bucket}/{Key} (60 bytes) is not a whole RDB file: ");
        error.Message.ShouldContain("at byte 51, 2A was found instead of the EOF opcode FF. HINT: ");
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, []);

        (await Should.ThrowAsync<ExportedFileDamagedException>(VerifyAsync(bucket))).Message.ShouldContain("(0 bytes)");
    }

    [Fact]
    public async Task A_file_that_is_gone_has_changed_since_the_export()
    {
        var bucket = await aws.NewBucketAsync();

        await Should.ThrowAsync<ExportedFileChangedException>(VerifyAsync(bucket));
    }

    [Fact]
    public async Task A_file_replaced_between_two_reads_has_changed_since_the_export()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "GetObject")
        {
            ResourceContains = bucket.Bucket,
            Skip = 1,
            Times = 1,
            Before = () => aws.PutAsync(bucket, Key, RdbFile.Of(filler: 0x2B)),
        });

        await Should.ThrowAsync<ExportedFileChangedException>(VerifyAsync(bucket));
    }

    [Fact]
    public async Task An_answer_of_S3_to_come_back_later_is_a_hiccup()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        aws.Plan(new Fault(FaultKind.Error, "s3", "GetObject") { ResourceContains = bucket.Bucket });

        await Should.ThrowAsync<TransientServiceException>(VerifyAsync(bucket));
    }

    private Task<VerifiedShard> VerifyAsync(BucketLocation bucket) => aws.Function<VerifyExport>()
        .VerifyExportAsync(new VerifyExportInput(bucket, Folder, "shard-0001.rdb"), LocalAwsFixture.Invocation());
}
