using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>What goes wrong midway ends under its own name, and the buckets are as they were.</summary>
public sealed class FailedRunTests(BackupStage stage) : IClassFixture<BackupStage>
{
    private const string Foreign = "elasticache/orders/written-by-someone-else.txt";

    private static readonly object Orders = new { ReplicationGroupId = "orders" };

    [Fact]
    public async Task A_snapshot_that_fails_ends_the_run()
    {
        var export = await NewBusyExportBucketAsync();
        stage.Host.ElastiCache.Hooks.FailNextSnapshot();

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("SnapshotCreationFailedException");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task An_export_that_misses_a_shard_is_made_once_more_under_another_name()
    {
        var export = await NewBusyExportBucketAsync();
        stage.Host.ElastiCache.Hooks.MissShardOfNextExport(2);

        var run = await stage.RunAsync(BackupStage.Request(new { ReplicationGroupId = "sessions" }, export));

        run.ShouldHaveSucceeded();
        (await export.KeysAsync()).Count(key => key.EndsWith(".rdb", StringComparison.Ordinal)).ShouldBe(2);
        (await export.KeysAsync()).ShouldContain(key => key.EndsWith("/attempt-2/shard-0002.rdb", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_that_misses_a_shard_every_time_is_no_backup()
    {
        var export = await NewBusyExportBucketAsync();
        stage.Host.ElastiCache.Hooks.MissShardOfNextExport(2);
        stage.Host.ElastiCache.Hooks.MissShardOfNextExport(2);

        var run = await stage.RunAsync(BackupStage.Request(new { ReplicationGroupId = "sessions" }, export));

        run.ShouldHaveFailedWith("ExportIncompleteException", "1 of 2");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task A_file_cut_short_after_its_export_is_damaged()
    {
        var export = await NewBusyExportBucketAsync();
        Interfere("HeadObject", "VerifyExport", export, async key => await export.PutAsync(key, (await export.ReadAsync(key))[..^20]));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("ExportedFileDamagedException", "shard-0001.rdb");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task One_bit_flipped_after_the_export_is_a_wrong_checksum()
    {
        var export = await NewBusyExportBucketAsync();
        Interfere("HeadObject", "VerifyExport", export, async key => await export.PutAsync(key, WithLastBitFlipped(await export.ReadAsync(key))));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("ExportedFileChecksumException", "shard-0001.rdb", "recorded checksum");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task A_file_replaced_while_it_is_verified_has_changed()
    {
        var export = await NewBusyExportBucketAsync();
        await export.KeepVersionsAsync();
        Interfere("GetObject", "VerifyExport", export, async key =>
        {
            await export.PutAsync(key, "a newer version");
            await export.DeleteOldVersionsAsync(key);
        });

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("ExportedFileChangedException", "shard-0001.rdb");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task A_file_the_requested_target_would_refuse_is_no_backup()
    {
        var export = await NewBusyExportBucketAsync();

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, verification: new { Level = "full", Target = "redis:5.0" }));

        run.ShouldHaveFailedWith("ExportedFileNotRestorableException", "redis:5.0 reads REDIS0001 to REDIS0009", "level full");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task A_file_without_a_checksum_is_no_backup_unless_the_request_allows_it()
    {
        var export = await NewBusyExportBucketAsync();
        Interfere("HeadObject", "VerifyExport", export, async key => await export.PutAsync(key, [.. (await export.ReadAsync(key))[..^8], .. new byte[8]]));
        (await stage.RunAsync(BackupStage.Request(Orders, export))).ShouldHaveFailedWith("ExportedFileUnverifiedException");
        await ShouldBeAsBeforeAsync(export);
        Interfere("HeadObject", "VerifyExport", export, async key => await export.PutAsync(key, [.. (await export.ReadAsync(key))[..^8], .. new byte[8]]));

        (await stage.RunAsync(BackupStage.Request(Orders, export, verification: new { AllowUnverified = true }))).ShouldHaveSucceeded();
    }

    [Fact]
    public async Task A_file_replaced_after_its_verification_is_not_copied()
    {
        var (export, copy) = (await NewBusyExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));
        Interfere("HeadObject", "CopyToRegion", export, async key => await export.PutAsync(key, "another file"));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]));

        run.ShouldHaveFailedWith("ExportedFileChangedException", "shard-0001.rdb");
        await ShouldBeAsBeforeAsync(export);
        (await copy.VersionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_destination_that_refuses_midway_ends_the_run_and_keeps_no_copy()
    {
        var (export, copy) = (await NewBusyExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Interfere, "s3", "HeadObject")
        {
            ResourceContains = export.Name,
            FunctionName = "CopyToRegion",
            Times = 1,
            Before = () => copy.PutPolicyAsync(copy.Statement("Deny", new { AWS = "*" }, "s3:PutObject")),
        });

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]));

        run.ShouldHaveFailedWith("DestinationNotWritableException", copy.Name);
        await ShouldBeAsBeforeAsync(export);
        (await copy.VersionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_versions_of_a_failed_run_are_removed_too()
    {
        var export = await NewBusyExportBucketAsync();
        await export.KeepVersionsAsync();
        Interfere("HeadObject", "VerifyExport", export, async key => await export.PutAsync(key, (await export.ReadAsync(key))[..^20]));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("ExportedFileDamagedException");
        await ShouldBeAsBeforeAsync(export);
    }

    [Fact]
    public async Task A_failure_after_the_manifest_leaves_the_finished_backup()
    {
        var export = await NewBusyExportBucketAsync();
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, "elasticache", "DeleteSnapshot")
        {
            FunctionName = "DeleteSnapshot", Times = 1, Status = 400, Code = "InvalidParameterValue", Message = "No.",
        });

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("UnexpectedServiceAnswerException");
        (await export.KeysAsync()).ShouldContain(key => key.EndsWith("/manifest.json", StringComparison.Ordinal));
        (await export.KeysAsync()).ShouldContain(key => key.EndsWith("/shard-0001.rdb", StringComparison.Ordinal));
        await stage.DeleteSnapshotAsync((await stage.SnapshotNamesAsync()).Single(name => name.StartsWith("backup-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failure_is_told_with_the_original_error_and_what_was_undone()
    {
        var export = await NewBusyExportBucketAsync();
        stage.Host.ElastiCache.Hooks.FailNextSnapshot();

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.Status.ShouldBe(ExecutionStatus.Failed);
        var told = stage.Host.StepFunctions.Recorded.Events.Single(item =>
            item.DetailType == "Cache Backup Failed" && item.Detail.GetProperty("ExecutionId").GetString() == run.Arn);
        told.Detail.GetProperty("Error").GetString().ShouldBe("SnapshotCreationFailedException");
        told.Detail.GetProperty("RollBack").GetProperty("Outcome").GetString().ShouldBe("RolledBack");
    }

    // A bucket where something of someone else lies close by.
    private async Task<TestBucket> NewBusyExportBucketAsync()
    {
        var export = await stage.NewExportBucketAsync();
        await export.PutAsync(Foreign, "not ours");
        return export;
    }

    private async Task ShouldBeAsBeforeAsync(TestBucket export)
    {
        (await export.VersionsAsync()).ShouldBe([Foreign]);
        (await stage.SnapshotNamesAsync()).ShouldNotContain(name => name.StartsWith("backup-", StringComparison.Ordinal));
    }

    private static byte[] WithLastBitFlipped(byte[] file)
    {
        file[^1] ^= 1;
        return file;
    }

    // The first such call of the function finds the exported file changed by someone else.
    private void Interfere(string operation, string function, TestBucket export, Func<string, Task> change) =>
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Interfere, "s3", operation)
        {
            ResourceContains = export.Name,
            FunctionName = function,
            Times = 1,
            Before = async () => await change((await export.KeysAsync()).Single(key => key.EndsWith(".rdb", StringComparison.Ordinal))),
        });
}
