using System.Text.Json;
using Amazon.ElastiCache.Model;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>Whole drills by the shipped machines and functions, of backups that the shipped ones have made.</summary>
public sealed class DrillRunTests(BackupStage stage) : IClassFixture<BackupStage>
{
    [Fact]
    public async Task Every_tagged_cache_is_restored_counted_recorded_and_deleted_again()
    {
        var copy = await CopyAsync();
        var before = await copy.PolicyAsync();

        var run = await stage.DrillAsync(new { Bucket = copy.Name });

        run.ShouldHaveSucceeded();
        var drilled = run.Output!.Value.GetProperty("Drilled");
        drilled.EnumerateArray().Select(cache => cache.GetProperty("CacheId").GetString()).ShouldBe(["orders", "sessions"]);
        drilled.EnumerateArray().ShouldAllBe(cache => cache.GetProperty("Verdict").GetString() == "KeysCompared");
        (await GroupsAsync()).ShouldBe(["orders", "sessions"]);
        (await copy.PolicyAsync()).ShouldBe(before);
        var record = (await RecordsAsync(copy, run)).Single(found => found.GetProperty("cacheId").GetString() == "orders");
        record.GetProperty("restoreSeconds").GetDouble().ShouldBeGreaterThan(0);
        record.GetProperty("keys").GetInt32().ShouldBe(30);
        record.GetProperty("left").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_backup_that_does_not_restore_fails_the_drill_in_the_restores_words_and_the_others_are_drilled()
    {
        var copy = await CopyAsync();
        stage.Host.ElastiCache.Hooks.FailNextRestore();

        var run = await stage.DrillAsync(new { Bucket = copy.Name });

        run.ShouldHaveFailedWith("DrillFailedException", "1 of 2 caches", "CacheCreationFailedException", "ElastiCache says: ");
        (await GroupsAsync()).ShouldBe(["orders", "sessions"]);
        (await RecordsAsync(copy, run)).Select(record => record.GetProperty("verdict").GetString()).ShouldBe(["Failed", "KeysCompared"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_deleted_fails_the_drill_by_name()
    {
        var copy = await CopyAsync();
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, "elasticache", "DeleteReplicationGroup")
        {
            FunctionName = "RemoveDrillCache", Times = 1, Code = "AccessDenied", Status = 403, Message = "no policy allows it",
        });

        var run = await stage.DrillAsync(new { Bucket = copy.Name });

        run.ShouldHaveFailedWith("DrillNotCleanedUpException", "replication group drill-", "elasticache:DeleteReplicationGroup");
        var left = (await GroupsAsync()).Except(["orders", "sessions"]).ShouldHaveSingleItem();
        stage.Host.StepFunctions.Recorded.Events[^1].DetailType.ShouldBe("Cache Restore Drill Failed");
        using var client = stage.ElastiCache();
        await client.DeleteReplicationGroupAsync(new DeleteReplicationGroupRequest { ReplicationGroupId = left });
        await UntilGoneAsync(left);
    }

    [Fact]
    public async Task A_restore_that_is_stopped_in_the_middle_is_cleaned_up_by_its_drill()
    {
        var copy = await CopyAsync();
        var before = await copy.PolicyAsync();
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Interfere, "elasticache", "DescribeEvents")
        {
            FunctionName = "PollCache", Times = 1, Before = StopARestoreAsync,
        });

        var run = await stage.DrillAsync(new { Bucket = copy.Name });

        run.ShouldHaveFailedWith("DrillFailedException", "ended as ABORTED");
        (await GroupsAsync()).ShouldBe(["orders", "sessions"]);
        (await copy.PolicyAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_refused_request_has_made_nothing()
    {
        var run = await stage.DrillAsync(new { Bucket = "b" });

        run.ShouldHaveFailedWith("InvalidBucketNameException", "Bucket is");
        run.StatesEntered().ShouldBe(["ReceiveDrillRequest", "FindDrills", "NotifyDrillFailure", "EmitDrillFailureEvent", "DrillFailed"]);
    }

    private Task StopARestoreAsync()
    {
        var restore = stage.Host.StepFunctions.Machines.Executions.First(one =>
            one.Machine == stage.RestoreMachine && one.Status == ExecutionStatus.Running);
        // Not awaited: its function waits for this call.
        _ = stage.Host.StepFunctions.Machines.StopAsync(restore);
        return Task.CompletedTask;
    }

    private async Task<string[]> GroupsAsync()
    {
        using var client = stage.ElastiCache();
        var answer = await client.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest());
        return [.. answer.ReplicationGroups.Select(group => group.ReplicationGroupId).Order(StringComparer.Ordinal)];
    }

    private async Task UntilGoneAsync(string group)
    {
        while ((await GroupsAsync()).Contains(group))
        {
            // A real server ends: there is no clock to turn forward.
            await Task.Delay(50);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> RecordsAsync(TestBucket bucket, Execution drill)
    {
        var keys = (await bucket.KeysAsync()).Where(key => key.Contains("/drill-", StringComparison.Ordinal));
        var records = await Task.WhenAll(keys.Select(async key => JsonElement.Parse(await bucket.ReadAsync(key))));
        return [.. records.Where(record => record.GetProperty("executionId").GetString() == drill.Arn)];
    }

    private Task<TestBucket> CopyAsync() => stage.OnceAsync("copy to drill", MakeCopyAsync);

    /// <summary>A destination in the machine's Region with backups of both caches, which have the tag.</summary>
    private async Task<TestBucket> MakeCopyAsync()
    {
        using var client = stage.ElastiCache();
        await stage.FillAsync("orders", keys: 30);
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("drill"));
        foreach (var cache in new[] { "orders", "sessions" })
        {
            var arn = $"arn:aws:elasticache:{BackupStage.Region}:111122223333:replicationgroup:{cache}";
            await client.AddTagsToResourceAsync(
                new AddTagsToResourceRequest { ResourceName = arn, Tags = [new Tag { Key = "cache-backup:drill", Value = "true" }] });
            (await stage.RunAsync(BackupStage.Request(new { ReplicationGroupId = cache }, export, [copy.AsDestination]))).ShouldHaveSucceeded();
        }

        return copy;
    }
}
