using CacheBackup.Core.Errors;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Polling;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Exports;

[Collection(LocalAwsCollection.Name)]
public class PollExportTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_complete_export_names_its_files_and_says_so_again_when_asked_twice()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var complete = await run.ExportAsync();

        complete.Outcome.ShouldBe(ExportOutcome.Complete);
        complete.Files.ShouldBe(["shard-0001.rdb", "shard-0002.rdb"]);
        complete.NextAttempt.ShouldBe(1);
        (await run.PollExportAsync(await run.ExportSnapshotAsync(), complete.Listing)).Files.ShouldBe(complete.Files);
    }

    [Fact]
    public async Task A_missing_shard_is_exported_again_and_the_second_attempts_files_are_named()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        aws.Host.ElastiCache.Hooks.MissShardOfNextExport(2);

        var first = await run.ExportAsync();
        first.Outcome.ShouldBe(ExportOutcome.ExportAgain);
        first.NextAttempt.ShouldBe(2);

        var second = await run.ExportAsync(first.NextAttempt);
        second.Outcome.ShouldBe(ExportOutcome.Complete);
        second.Files.ShouldBe(["attempt-2/shard-0001.rdb", "attempt-2/shard-0002.rdb"]);
    }

    [Fact]
    public async Task A_shard_missing_from_the_last_attempt_too_is_named()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        aws.Host.ElastiCache.Hooks.MissShardOfNextExport(2);
        aws.Host.ElastiCache.Hooks.MissShardOfNextExport(1);
        await run.ExportAsync();

        (await Should.ThrowAsync<ExportIncompleteException>(run.ExportAsync(attempt: 2)))
            .Message.ShouldContain("1 of 2 files in attempt 2 of 2; not there: ");
    }

    [Fact]
    public async Task At_the_deadline_it_is_said_what_is_there_and_what_is_not()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var export = new StartedExport($"{run.Plan.Folder}/shard", 2, 1);

        (await Should.ThrowAsync<ExportDeadlineException>(run.PollExportAsync(export, progress: new PollProgress(300, 14100))))
            .Message.ShouldStartWith("After 14400 s snapshot taken-by-hand is available and 0 of 2 files are in the bucket.");
    }

    [Fact]
    public async Task A_snapshot_that_vanishes_under_its_export_is_an_error()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "DescribeSnapshots")
        {
            ResourceContains = LocalAwsFixture.OrdersSnapshot,
            Times = 1,
            Status = 404,
            Code = "SnapshotNotFoundFault",
        });

        await Should.ThrowAsync<SnapshotCreationFailedException>(run.PollExportAsync(new StartedExport($"{run.Plan.Folder}/shard", 2, 1)));
    }
}
