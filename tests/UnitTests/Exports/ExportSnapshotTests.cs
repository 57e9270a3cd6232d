using CacheBackup.Core.Errors;
using CacheBackup.Core.Exports;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Exports;

[Collection(LocalAwsCollection.Name)]
public class ExportSnapshotTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task Every_shard_is_written_below_the_folder()
    {
        var run = await aws.NewRunOfSnapshotAsync();

        var export = await run.ExportSnapshotAsync();

        export.ShouldBe(new StartedExport($"{run.Plan.Folder}/shard", Shards: 2, Attempt: 1));
        await UntilExportedAsync();
        (await aws.KeysAsync(run.Plan.ExportBucket)).ShouldBe([$"{run.Plan.Folder}/shard-0001.rdb", $"{run.Plan.Folder}/shard-0002.rdb"]);
    }

    [Fact]
    public async Task Running_twice_finds_the_attempt_begun_while_it_runs_and_after_it_ended()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var first = await run.ExportSnapshotAsync();

        (await run.ExportSnapshotAsync()).ShouldBe(first);
        await UntilExportedAsync();
        (await run.ExportSnapshotAsync()).ShouldBe(first);

        (await aws.KeysAsync(run.Plan.ExportBucket)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_attempt_has_another_name_and_leaves_nothing_of_the_first(bool versioned)
    {
        var run = await aws.NewRunOfSnapshotAsync(versioned: versioned);
        await run.ExportSnapshotAsync();
        await UntilExportedAsync();

        (await run.ExportSnapshotAsync(attempt: 2)).TargetName.ShouldBe($"{run.Plan.Folder}/attempt-2/shard");
        await UntilExportedAsync();

        (await aws.VersionsAsync(run.Plan.ExportBucket)).ShouldBe(
            [$"{run.Plan.Folder}/attempt-2/shard-0001.rdb", $"{run.Plan.Folder}/attempt-2/shard-0002.rdb"]);
    }

    [Fact]
    public async Task A_bucket_that_lost_its_grant_is_refused_by_name()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        await aws.Aws.S3(LocalAwsFixture.Region).DeleteBucketPolicyAsync(run.Plan.ExportBucket.Bucket);

        await Should.ThrowAsync<ExportBucketNotGrantedException>(run.ExportSnapshotAsync());
    }

    [Fact]
    public async Task A_bucket_that_was_deleted_is_refused_by_name()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "CopySnapshot")
        {
            ResourceContains = run.Plan.Folder,
            Status = 400,
            Code = "InvalidParameterValue",
            Message = $"The S3 bucket {run.Plan.ExportBucket.Bucket} does not exist.",
        });

        await Should.ThrowAsync<BucketMissingException>(run.ExportSnapshotAsync());
    }

    [Theory]
    [InlineData("InvalidSnapshotState", typeof(TransientServiceException))]
    [InlineData("InvalidParameterCombination", typeof(UnexpectedServiceAnswerException))]
    public async Task Other_refusals_are_told_apart_by_their_code(string code, Type expected)
    {
        var run = await aws.NewRunOfSnapshotAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "CopySnapshot")
        {
            ResourceContains = run.Plan.Folder,
            Status = 400,
            Code = code,
            Message = "for the test",
        });

        await Should.ThrowAsync(run.ExportSnapshotAsync(), expected);
    }

    private Task UntilExportedAsync() => LocalAwsFixture.UntilAsync(
        async () => await aws.SnapshotStatusAsync(LocalAwsFixture.OrdersSnapshot) == "available");
}
