using System.Text;
using System.Text.Json;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Drills;

/// <summary>What a drill makes, removes and writes down, step by step, against real servers.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class DrillTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_drill_restores_by_the_steps_of_every_restore_and_removes_cache_and_grant()
    {
        var (run, drill) = await NewDrillAsync();
        var restore = run.RestoreOf(drill);
        await restore.SeedAsync();
        var verdict = await restore.VerifyRestoreAsync();

        verdict.Finding.ShouldBe("Every key of the files is there, 40.");
        restore.Plan.RestoreId.ShouldBe(drill.DrillId);
        restore.Plan.Cache.Replicas.ShouldBe(0);
        (await TagsAsync(drill)).ShouldContain(tag => tag.Key == "cache-backup:drill-of" && tag.Value == LocalAwsFixture.Orders);
        (await aws.PolicyAsync(run.Bucket)).ShouldContain(SeedStatement.SidOf(drill.DrillId));

        var first = await run.RemoveDrillCacheAsync(drill);
        await LocalAwsFixture.UntilAsync(async () => (await run.RemoveDrillCacheAsync(drill)).Outcome == RestoreUndoOutcome.RolledBack);

        first.Outcome.ShouldBe(RestoreUndoOutcome.InProgress);
        (await aws.GroupStatusAsync(drill.Traces.CacheId, run.Bucket.Region)).ShouldBeNull();
        (await aws.PolicyAsync(run.Bucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cache_that_is_not_gone_before_the_deadline_is_told_as_left()
    {
        var (run, drill) = await NewDrillAsync();
        await run.RestoreOf(drill).SeedAsync();
        using var slow = aws.SlowElastiCache();
        await run.RemoveDrillCacheAsync(drill);

        var report = await run.RemoveDrillCacheAsync(drill, new PollProgress(30, 30));

        report.Outcome.ShouldBe(RestoreUndoOutcome.Incomplete);
        report.Left.ShouldBe([$"replication group {drill.Traces.CacheId}: ElastiCache was still deleting it after 60 s"]);
    }

    [Fact]
    public async Task A_deletion_that_is_refused_is_told_as_left_with_the_reason()
    {
        var (run, drill) = await NewDrillAsync();
        await run.RestoreOf(drill).SeedAsync();
        aws.Host.Context.Faults.Add(new Fault(FaultKind.Error, "elasticache", "DeleteReplicationGroup")
        {
            ResourceContains = drill.Traces.CacheId, Times = 1, Code = "AccessDenied", Status = 403, Message = "no identity-based policy allows it",
        });

        var report = await run.RemoveDrillCacheAsync(drill);

        report.Outcome.ShouldBe(RestoreUndoOutcome.Incomplete);
        report.Left.ShouldHaveSingleItem().ShouldStartWith($"replication group {drill.Traces.CacheId}: The role of this function may not do elasticache:DeleteReplicationGroup");
        await LocalAwsFixture.UntilAsync(async () => (await run.RemoveDrillCacheAsync(drill)).Outcome == RestoreUndoOutcome.RolledBack);
    }

    [Fact]
    public async Task A_cache_of_the_same_id_that_no_drill_has_made_is_never_deleted()
    {
        var (run, drill) = await NewDrillAsync();
        await aws.Aws.ElastiCache(run.Bucket.Region).CreateReplicationGroupAsync(new CreateReplicationGroupRequest
        {
            ReplicationGroupId = drill.Traces.CacheId, ReplicationGroupDescription = "mine", Engine = "valkey", CacheNodeType = "cache.t4g.small",
        });
        await LocalAwsFixture.UntilAsync(async () => await aws.GroupStatusAsync(drill.Traces.CacheId, run.Bucket.Region) == "available");

        var report = await run.RemoveDrillCacheAsync(drill);

        report.Outcome.ShouldBe(RestoreUndoOutcome.RolledBack);
        (await aws.GroupStatusAsync(drill.Traces.CacheId, run.Bucket.Region)).ShouldBe("available");
    }

    [Fact]
    public async Task A_cache_that_a_drill_has_left_is_told_by_later_drills_once_none_can_be_at_work_on_it()
    {
        var (run, drill) = await NewDrillAsync();
        await run.RestoreOf(drill).SeedAsync();
        var now = TimeProvider.System.GetUtcNow();

        (await run.FindDrillsAsync(startedAt: now.AddHours(70))).Leftovers.ShouldNotContain(drill.Traces.CacheId);
        (await run.FindDrillsAsync(startedAt: now.AddHours(80))).Leftovers.ShouldContain(drill.Traces.CacheId);

        await LocalAwsFixture.UntilAsync(async () => (await run.RemoveDrillCacheAsync(drill)).Outcome == RestoreUndoOutcome.RolledBack);
    }

    [Fact]
    public async Task A_restore_by_hand_cannot_pass_for_one_of_a_drill()
    {
        var (run, drill) = await NewDrillAsync();
        var byHand = run.RestoreOf(drill) with { ExecutionId = $"arn:aws:states:{LocalAwsFixture.OtherRegion}:{LocalAwsFixture.Account}:execution:cache-restore:by-hand" };

        (await Should.ThrowAsync<InvalidRestoreRequestException>(byHand.ReadBackupAsync())).Message.ShouldContain("which no drill has started");
    }

    [Fact]
    public async Task A_restored_backup_is_recorded_beside_its_manifest_with_time_bytes_and_verdict()
    {
        var (run, drill) = await NewDrillAsync();
        var restored = new RestoreResult(
            drill.RestoreName, drill.BackupId, new RestoreVerdict(true, 40, "Every key of the files is there, 40."), ["Noted."],
            Files: 2, Bytes: 1234, Keys: 40, DrillRun.StartedAt, DrillRun.StartedAt.AddSeconds(612.5));

        var drilled = await run.RecordDrillAsync(drill, restored);
        var again = await run.RecordDrillAsync(drill, restored);

        var key = $"elasticache/orders/{drill.BackupId}/drill-2026-11-20.json";
        drilled.Record.ShouldBe($"s3://{run.Bucket.Bucket}/{key}");
        again.ShouldBeEquivalentTo(drilled);
        var record = JsonElement.Parse(await aws.ReadAsync(run.Bucket, key));
        record.GetProperty("verdict").GetString().ShouldBe("KeysCompared");
        record.GetProperty("restoreSeconds").GetDouble().ShouldBe(612.5);
        record.GetProperty("bytes").GetInt64().ShouldBe(1234);
        record.GetProperty("startedAt").GetString().ShouldBe("2026-11-20T06:00:00+00:00");
        LastMetric().GetProperty("DrillSeconds").GetDouble().ShouldBe(612.5);
        LastMetric().GetProperty("DrillRestored").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_second_drill_on_the_same_day_leaves_the_record_of_the_first()
    {
        var (run, drill) = await NewDrillAsync();
        var second = drill with { DrillId = "20261120t180000z-0123abcd" };

        var failed = await run.RecordDrillAsync(drill, null, "States.TaskFailed", "{}");
        var later = await run.RecordDrillAsync(second, null, "States.Timeout", "");
        var again = await run.RecordDrillAsync(second, null, "States.Timeout", "");

        failed.Record.ShouldEndWith("/drill-2026-11-20.json");
        later.Record.ShouldEndWith("/drill-2026-11-20-0123abcd.json");
        again.Record.ShouldBe(later.Record);
        JsonElement.Parse(await aws.ReadAsync(run.Bucket, failed.Record![$"s3://{run.Bucket.Bucket}/".Length..])).GetProperty("drillId").GetString()
            .ShouldBe(drill.DrillId);
    }

    [Theory]
    [InlineData("""{"errorType":"SeedFileChangedException","errorMessage":"It is gone. HINT: look."}""", "It is gone. HINT: look.")]
    [InlineData("not JSON", "not JSON")]
    public async Task A_backup_that_was_not_restored_is_recorded_with_the_restores_own_error(string cause, string message)
    {
        var (run, drill) = await NewDrillAsync();
        var description = JsonSerializer.Serialize(new { ExecutionArn = "arn", Status = "FAILED", Error = "SeedFileChangedException", Cause = cause });

        var drilled = await run.RecordDrillAsync(drill, null, "States.TaskFailed", description);

        drilled.Verdict.ShouldBe(DrillVerdict.Failed);
        drilled.Finding.ShouldBe($"SeedFileChangedException: {message}");
        drilled.RestoreSeconds.ShouldBeNull();
        LastMetric().GetProperty("DrillRestored").GetInt32().ShouldBe(0);
        LastMetric().TryGetProperty("DrillSeconds", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("States.TaskFailed", """{"ExecutionArn":"arn:x","Status":"ABORTED"}""", "States.TaskFailed: The restore arn:x ended as ABORTED.")]
    [InlineData("StepFunctions.ExecutionAlreadyExistsException", "Execution Already Exists", "StepFunctions.ExecutionAlreadyExistsException: Execution Already Exists")]
    public async Task A_restore_that_told_no_error_of_its_own_is_recorded_all_the_same(string error, string cause, string finding)
    {
        var (run, drill) = await NewDrillAsync();

        (await run.RecordDrillAsync(drill, null, error, cause)).Finding.ShouldBe(finding);
    }

    /// <summary>A drill of the copy in the other Region of a backup of <c>orders</c>, in a bucket of its own.</summary>
    private async Task<(DrillRun Run, PlannedDrill Drill)> NewDrillAsync()
    {
        var backup = await aws.PublishedBackupAsync();
        var copy = backup.Plan.Destinations[0];
        var run = new DrillRun(aws, await aws.NewBucketAsync(LocalAwsFixture.OtherRegion));
        foreach (var key in await aws.KeysAsync(run.Bucket with { Bucket = copy.Bucket }))
        {
            await aws.PutAsync(run.Bucket, key, await aws.ReadAsync(run.Bucket with { Bucket = copy.Bucket }, key));
        }

        return (run, (await TaggedAsync(run, backup)).Drills[0]);
    }

    private static async Task<Functions.Drills.FindDrillsOutput> TaggedAsync(DrillRun run, TestRun backup)
    {
        var key = $"{backup.Plan.Folder}/manifest.json";
        var manifest = Core.Manifests.ManifestFormat.Read(await run.Aws.ReadAsync(run.Bucket, key));
        var source = manifest.Source with { Tags = new Dictionary<string, string> { [CacheTag.Default.Key] = CacheTag.Default.Value } };
        await run.Aws.PutAsync(run.Bucket, key, Core.Manifests.ManifestFormat.Write(manifest with { Source = source }));
        return await run.FindDrillsAsync();
    }

    private async Task<List<Tag>> TagsAsync(PlannedDrill drill)
    {
        var arn = $"arn:aws:elasticache:{drill.Traces.Region}:{LocalAwsFixture.Account}:replicationgroup:{drill.Traces.CacheId}";
        return (await aws.Aws.ElastiCache(drill.Traces.Region).ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceName = arn })).TagList;
    }

    private JsonElement LastMetric() => JsonElement.Parse(Encoding.UTF8.GetString(aws.Metrics.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
}
