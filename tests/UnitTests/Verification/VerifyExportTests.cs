using System.Text;
using System.Text.Json;
using Amazon.Lambda.TestUtilities;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Verification;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Verification;

/// <summary>What one invocation says of a file that it reads to its end.</summary>
[Collection(LocalAwsCollection.Name)]
public class VerifyExportTests(LocalAwsFixture aws)
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/shard-0001.rdb";
    private const string ReportKey = $"{Folder}/shard-0001.verify.json";

    [Fact]
    public async Task A_whole_file_is_described_as_it_was_when_verified()
    {
        var bucket = await aws.NewBucketAsync();
        var written = await aws.PutAsync(bucket, Key, RdbFile.Of(100));

        var shard = await VerifyAsync(bucket);

        shard.ShouldBe(new VerifiedShard("shard-0001.rdb", 100, written.ETag.Trim('"'), null, "REDIS0011", 1, RdbVerdict.Valid));
    }

    [Fact]
    public async Task The_whole_report_lies_beside_the_file_and_nothing_else()
    {
        var bucket = await aws.NewBucketAsync(versioned: true);
        var written = await aws.PutAsync(bucket, Key, RdbFile.WithKeys(40));

        await VerifyAsync(bucket);

        (await aws.VersionsAsync(bucket)).ShouldBe([Key, ReportKey]);
        using var report = JsonDocument.Parse(await aws.ReadAsync(bucket, ReportKey));
        report.RootElement.GetProperty("file").GetString().ShouldBe("shard-0001.rdb");
        report.RootElement.GetProperty("versionId").GetString().ShouldBe(written.VersionId);
        report.RootElement.GetProperty("keys").GetInt64().ShouldBe(40);
        report.RootElement.GetProperty("at").GetDateTimeOffset().ShouldBe(LocalAwsFixture.StartedAt);
        report.RootElement.GetProperty("target").GetProperty("target").GetString().ShouldBe("valkey:8.1");
    }

    [Fact]
    public async Task Running_twice_finds_the_report_and_does_not_read_the_file_again()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        var first = await VerifyAsync(bucket);
        aws.Plan(new Fault(FaultKind.Error, "s3", "GetObject") { ResourceContains = $"{bucket.Bucket}/{Key}" });

        (await VerifyAsync(bucket)).ShouldBe(first);
    }

    [Fact]
    public async Task In_a_versioned_bucket_the_version_is_pinned()
    {
        var bucket = await aws.NewBucketAsync(versioned: true);
        var written = await aws.PutAsync(bucket, Key, RdbFile.Of());

        (await VerifyAsync(bucket)).VersionId.ShouldBe(written.VersionId);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused_with_the_place_and_what_should_stand_there()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of(100)[..60]);

        var error = await Should.ThrowAsync<ExportedFileDamagedException>(VerifyAsync(bucket));

        error.Message.ShouldStartWith($"s3://{bucket.Bucket}/{Key} (60 bytes) is damaged: Truncated, at byte 60, the file ends where ");
        error.Message.ShouldContain("; level deep, checksum not reached). HINT: ");
        (await aws.KeysAsync(bucket)).ShouldBe([Key]);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, []);

        (await Should.ThrowAsync<ExportedFileDamagedException>(VerifyAsync(bucket))).Message.ShouldContain("(0 bytes)");
    }

    [Fact]
    public async Task One_flipped_bit_in_a_value_is_refused_with_both_checksums()
    {
        var bucket = await aws.NewBucketAsync();
        var file = RdbFile.Of();
        file[50] ^= 1;
        await aws.PutAsync(bucket, Key, file);

        var error = await Should.ThrowAsync<ExportedFileChecksumException>(VerifyAsync(bucket));

        error.Message.ShouldMatch("at byte 92, recorded checksum [0-9a-f]{16}, computed [0-9a-f]{16}");
    }

    [Fact]
    public async Task What_this_tool_does_not_know_is_refused_with_its_number()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, new RdbBuilder().Key(99, "k").Text("v").End());

        (await Should.ThrowAsync<ExportedFileUnsupportedException>(VerifyAsync(bucket))).Message.ShouldContain("99");
    }

    [Fact]
    public async Task A_file_without_a_checksum_is_a_backup_only_where_the_request_allows_it()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, [.. RdbFile.Of()[..^8], .. new byte[8]]);

        (await Should.ThrowAsync<ExportedFileUnverifiedException>(VerifyAsync(bucket))).Message.ShouldContain("Verification.AllowUnverified");
        (await VerifyAsync(bucket, LocalAwsFixture.Verification with { AllowUnverified = true })).Verdict.ShouldBe(RdbVerdict.Unverified);
    }

    [Fact]
    public async Task A_file_the_target_would_refuse_is_refused_with_every_reason()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        var target = new VerificationTarget("redis:7.0", IsOrigin: false, ClusterMode: false);

        (await Should.ThrowAsync<ExportedFileNotRestorableException>(VerifyAsync(bucket, LocalAwsFixture.Verification with { Target = target })))
            .Message.ShouldContain("would be refused by redis:7.0: format REDIS0011: redis:7.0 reads REDIS0001 to REDIS0010");
        (await VerifyAsync(bucket, LocalAwsFixture.Verification with { Target = target with { IsOrigin = true } })).Keys.ShouldBe(1);
    }

    [Fact]
    public async Task A_source_whose_engine_has_no_known_rules_is_judged_for_none()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());

        await VerifyAsync(bucket, LocalAwsFixture.Verification with { Target = null });

        using var report = JsonDocument.Parse(await aws.ReadAsync(bucket, ReportKey));
        report.RootElement.GetProperty("target").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Duplicate_keys_are_found_at_level_full()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, new RdbBuilder().Select(0).String("k", "v").String("k", "w").End());

        (await Should.ThrowAsync<ExportedFileNotRestorableException>(
                VerifyAsync(bucket, LocalAwsFixture.Verification with { Level = VerificationLevel.Full })))
            .Message.ShouldContain("1 duplicate keys");
    }

    [Fact]
    public async Task A_file_that_is_gone_has_changed_since_the_export()
    {
        var bucket = await aws.NewBucketAsync();

        await Should.ThrowAsync<ExportedFileChangedException>(VerifyAsync(bucket));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_replaced_while_it_is_read_has_changed_since_the_export(bool removed)
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "GetObject")
        {
            ResourceContains = $"{bucket.Bucket}/{Key}",
            Times = 1,
            Before = removed
                ? () => aws.Aws.S3(bucket.Region).DeleteObjectAsync(bucket.Bucket, Key)
                : () => aws.PutAsync(bucket, Key, RdbFile.Of(filler: 0x2B)),
        });

        await Should.ThrowAsync<ExportedFileChangedException>(VerifyAsync(bucket));
    }

    [Fact]
    public async Task A_report_of_another_version_of_the_file_means_that_it_has_changed()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        await VerifyAsync(bucket);
        await aws.PutAsync(bucket, Key, RdbFile.Of(filler: 0x2B));

        await Should.ThrowAsync<ExportedFileChangedException>(VerifyAsync(bucket));
    }

    [Fact]
    public async Task A_report_that_somebody_else_wrote_is_not_overwritten()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());
        await aws.PutAsync(bucket, ReportKey, "{}"u8.ToArray());

        await Should.ThrowAsync<DestinationObjectTakenException>(VerifyAsync(bucket));
    }

    [Fact]
    public async Task A_bucket_of_another_owner_than_expected_is_not_read()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of());

        await Should.ThrowAsync<CallerNotPermittedException>(VerifyAsync(bucket with { AccountId = LocalAwsFixture.OtherAccount }));
    }

    [Fact]
    public async Task What_was_read_is_measured_per_level()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.Of(100));
        aws.Metrics.SetLength(0);

        await VerifyAsync(bucket);

        Encoding.UTF8.GetString(aws.Metrics.ToArray()).ShouldContain("\"Level\":\"Deep\",\"VerifiedBytes\":100,");
    }

    [Fact]
    public async Task With_more_keys_than_fit_into_memory_level_full_ends_and_says_what_to_do()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, Key, RdbFile.WithKeys(70_000, valueBytes: 1));
        var invocation = new TestLambdaContext { RemainingTime = TimeSpan.FromMinutes(1), MemoryLimitInMB = 16 };
        var input = new VerifyExportInput(
            bucket, Folder, "shard-0001.rdb", LocalAwsFixture.StartedAt, LocalAwsFixture.Verification with { Level = VerificationLevel.Full });

        var error = await Should.ThrowAsync<VerificationMemoryException>(aws.Function<VerifyExport>().VerifyExportAsync(input, invocation));

        error.Message.ShouldContain("16 MB of memory");
        error.Message.ShouldContain("Set Verification.Level to deep");
    }

    private Task<VerifiedShard> VerifyAsync(BucketLocation bucket, VerificationPlan? plan = null) =>
        aws.VerifyAsync(bucket, Folder, "shard-0001.rdb", plan);
}
