using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Recovery;
using CacheBackup.Functions.Recovery;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Recovery;

[Collection(LocalAwsCollection.Name)]
public class RollBackTests(LocalAwsFixture aws)
{
    private static readonly PollProgress DeadlineOver = new(300, 14100);

    [Fact]
    public async Task A_run_without_a_plan_wrote_nothing()
    {
        (await RollBackAsync(null)).Outcome.ShouldBe(RollBackOutcome.NothingToDo);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_version_below_the_folder_goes_in_every_bucket_and_nothing_else(bool versioned)
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1, versioned);
        await run.ExportAndCopyAsync();
        var target = CopyOrder.LocationOf(run.Plan.Destinations[0], run.Plan.ExportBucket);
        await aws.PutAsync(target, $"{run.Plan.Folder}/shard-0001.rdb", RdbFile.Of());
        await aws.Aws.S3(target.Region).DeleteObjectAsync(target.Bucket, $"{run.Plan.Folder}/shard-0002.rdb");
        await aws.PutAsync(run.Plan.ExportBucket, $"{run.Plan.Folder}/shard-0002.verify.checkpoint", [1]);
        string[] others = [$"{run.Plan.Folder}-of-another/shard-0001.rdb", "elasticache/orders/manifest.json", "unrelated"];
        foreach (var key in others)
        {
            await aws.PutAsync(run.Plan.ExportBucket, key, [1]);
            await aws.PutAsync(target, key, [1]);
        }

        var report = await RollBackAsync(run.Plan);

        report.Outcome.ShouldBe(RollBackOutcome.RolledBack);
        report.ObjectsRemoved.ShouldBe(versioned ? 5 + 6 : 5 + 3);
        (await aws.VersionsAsync(run.Plan.ExportBucket)).ShouldBe(others, ignoreOrder: true);
        (await aws.VersionsAsync(target)).ShouldBe(others, ignoreOrder: true);
    }

    [Fact]
    public async Task Running_twice_finds_nothing_left()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        await run.ExportAndCopyAsync();
        await RollBackAsync(run.Plan);

        var again = await RollBackAsync(run.Plan);

        (again.Outcome, again.ObjectsRemoved, again.Left.Count).ShouldBe((RollBackOutcome.RolledBack, 0, 0));
    }

    [Fact]
    public async Task A_finished_backup_is_never_touched()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        await run.PublishManifestAsync(await run.ExportAndCopyAsync());
        var before = await aws.VersionsAsync(run.Plan.ExportBucket);

        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.BackupIsFinished);

        (await aws.VersionsAsync(run.Plan.ExportBucket)).ShouldBe(before);
        (await aws.KeysAsync(CopyOrder.LocationOf(run.Plan.Destinations[0], run.Plan.ExportBucket))).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_manifest_that_reached_only_a_destination_is_no_backup_and_goes_too()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        await run.PublishManifestAsync(await run.ExportAndCopyAsync());
        await aws.Aws.S3(LocalAwsFixture.Region).DeleteObjectAsync(run.Plan.ExportBucket.Bucket, $"{run.Plan.Folder}/manifest.json");

        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.RolledBack);

        (await aws.KeysAsync(CopyOrder.LocationOf(run.Plan.Destinations[0], run.Plan.ExportBucket))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whether_the_backup_is_finished_cannot_be_seen_so_nothing_is_touched()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        await run.ExportAndCopyAsync();
        aws.Plan(Denial("HeadObject", run.Plan.ExportBucket.Bucket));

        var report = await RollBackAsync(run.Plan);

        report.Outcome.ShouldBe(RollBackOutcome.Incomplete);
        report.Left.Single().ShouldContain("s3:GetObject");
        (await aws.KeysAsync(run.Plan.ExportBucket)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_destination_that_refuses_is_reported_and_the_rest_goes_on()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        await run.ExportAndCopyAsync();
        aws.Plan(Denial("ListObjectVersions", run.Plan.Destinations[0].Bucket));

        var report = await RollBackAsync(run.Plan);

        report.Outcome.ShouldBe(RollBackOutcome.Incomplete);
        report.Left.ShouldAllBe(entry => entry.Contains(run.Plan.Destinations[0].Bucket));
        (await aws.KeysAsync(run.Plan.ExportBucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_holds_nothing_of_the_run()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        await aws.Aws.S3(LocalAwsFixture.Region).DeleteBucketAsync(run.Plan.ExportBucket.Bucket);

        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.RolledBack);
    }

    [Fact]
    public async Task Uploads_below_the_folder_are_aborted_and_others_are_not()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var s3 = aws.Aws.S3(LocalAwsFixture.Region);
        await s3.InitiateMultipartUploadAsync(run.Plan.ExportBucket.Bucket, $"{run.Plan.Folder}/shard-0001.rdb");
        await s3.InitiateMultipartUploadAsync(run.Plan.ExportBucket.Bucket, "unrelated");

        (await RollBackAsync(run.Plan)).ObjectsRemoved.ShouldBe(1);

        var left = await s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = run.Plan.ExportBucket.Bucket });
        left.MultipartUploads.Select(upload => upload.Key).ShouldBe(["unrelated"]);
    }

    [Fact]
    public async Task An_upload_that_a_copy_still_running_completes_under_the_roll_back_is_removed_as_the_object_it_became()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var (bucket, key) = (run.Plan.ExportBucket, $"{run.Plan.Folder}/shard-0001.rdb");
        var s3 = aws.Aws.S3(LocalAwsFixture.Region);
        var upload = (await s3.InitiateMultipartUploadAsync(bucket.Bucket, key)).UploadId;
        using var body = new MemoryStream([1]);
        var part = await s3.UploadPartAsync(
            new UploadPartRequest { BucketName = bucket.Bucket, Key = key, UploadId = upload, PartNumber = 1, InputStream = body });
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "AbortMultipartUpload")
        {
            ResourceContains = bucket.Bucket,
            Times = 1,
            Before = () => s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
            {
                BucketName = bucket.Bucket,
                Key = key,
                UploadId = upload,
                PartETags = [new PartETag(part)],
            }),
        });

        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.RolledBack);

        (await aws.KeysAsync(bucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_that_is_running_is_waited_for_because_its_files_are_still_to_come()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        using var slow = aws.SlowElastiCache();
        await run.ExportSnapshotAsync();

        var first = await RollBackAsync(run.Plan);
        await LocalAwsFixture.UntilAsync(async () => (await RollBackAsync(run.Plan)).Outcome == RollBackOutcome.RolledBack);

        (first.Outcome, first.Progress, first.ObjectsRemoved).ShouldBe((RollBackOutcome.InProgress, new PollProgress(20, 0), 0));
        (await aws.KeysAsync(run.Plan.ExportBucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_that_outlives_the_deadline_is_reported_as_left()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        using var slow = aws.SlowElastiCache();
        await run.ExportSnapshotAsync();

        var report = await RollBackAsync(run.Plan, DeadlineOver);

        report.Outcome.ShouldBe(RollBackOutcome.Incomplete);
        report.Left.Single().ShouldStartWith("snapshot taken-by-hand: still exporting after 14400 s");
    }

    [Fact]
    public async Task The_snapshot_of_the_run_goes()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Orders);
        using var slow = aws.SlowElastiCache();
        await run.CreateSnapshotAsync();

        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.InProgress);
        await run.UntilSnapshotIsAvailableAsync();
        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.RolledBack);

        await LocalAwsFixture.UntilAsync(async () => await aws.SnapshotStatusAsync(run.Plan.SnapshotName) is null);
    }

    [Fact]
    public async Task A_snapshot_the_request_keeps_stays()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Orders, keepSnapshot: true);
        await run.CreateSnapshotAsync();
        await run.UntilSnapshotIsAvailableAsync();

        (await RollBackAsync(run.Plan)).Outcome.ShouldBe(RollBackOutcome.RolledBack);

        (await aws.SnapshotStatusAsync(run.Plan.SnapshotName)).ShouldBe("available");
    }

    private static Fault Denial(string operation, string bucket) =>
        new(FaultKind.Error, "s3", operation) { ResourceContains = bucket, Status = 403, Code = "AccessDenied" };

    private Task<RollBackOutput> RollBackAsync(BackupPlan? plan, PollProgress? progress = null) =>
        aws.Function<RollBack>().RollBackAsync(new RollBackInput(plan, progress ?? PollProgress.Start), LocalAwsFixture.Invocation());
}
