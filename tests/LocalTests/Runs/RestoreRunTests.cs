using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>Whole restores by the shipped machine and functions, of a backup that the shipped ones have made.</summary>
public sealed class RestoreRunTests(RestoreStage stage) : IClassFixture<RestoreStage>
{
    [Fact]
    public async Task Two_restores_at_once_from_a_bucket_without_a_grant_both_end_well_and_leave_its_policy_as_it_was()
    {
        var copy = await stage.CopyAsync();
        var before = await copy.PolicyAsync();
        // The first call of every step of the first restore, and more, meets a hiccup.
        foreach (var function in new[] { "ReadBackup", "ValidateSeed", "GrantSeedAccess", "CreateCache", "PollCache", "VerifyRestore", "RevokeSeedAccess" })
        {
            var service = function is "CreateCache" or "PollCache" or "VerifyRestore" ? ("elasticache", "Throttling", 400) : ("s3", "SlowDown", 503);
            stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, service.Item1, "*")
            {
                FunctionName = function, Times = 2, Code = service.Item2, Status = service.Item3, Message = "Rate exceeded",
            });
        }

        var latest = RestoreStage.LatestIn(copy);
        var one = stage.StartRestore(latest, new { ReplicationGroupId = "orders-one" });
        var two = stage.StartRestore(latest, new { ReplicationGroupId = "orders-two", Shards = 2 });
        await Task.WhenAll(one.Completion, two.Completion).WaitAsync(TimeSpan.FromMinutes(2));

        one.ShouldHaveSucceeded();
        two.ShouldHaveSucceeded();
        foreach (var run in new[] { one, two })
        {
            run.Output!.Value.GetProperty("Verdict").GetProperty("Finding").GetString().ShouldBe("Every key of the files is there, 30.");
        }

        (await copy.PolicyAsync()).ShouldBe(before);
        (await stage.GroupStatusAsync("orders-two")).ShouldBe("available");
        stage.Host.StepFunctions.Recorded.Events.Where(item => item.DetailType == "Cache Restored")
            .Select(item => item.Detail.GetProperty("Cache").GetString()!).Intersect(["orders-one", "orders-two"]).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Where_the_policy_may_not_be_changed_a_restore_borrows_the_ACLs_of_the_files_and_leaves_them_as_they_were()
    {
        var (copy, legacy) = (await stage.CopyAsync(), await stage.NewCopyAsync("legacy"));
        await legacy.TurnAclsOnAsync();
        var before = await legacy.AclsAsync();
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, "s3", "PutBucketPolicy")
        {
            ResourceContains = legacy.Name, Status = 403, Code = "AccessDenied", Message = "Access Denied",
        });
        var latest = RestoreStage.LatestIn(legacy);
        var one = stage.StartRestore(latest, new { ReplicationGroupId = "orders-acl-one" });
        var two = stage.StartRestore(latest, new { ReplicationGroupId = "orders-acl-two", Shards = 2 });
        await Task.WhenAll(one.Completion, two.Completion).WaitAsync(TimeSpan.FromMinutes(2));

        foreach (var run in new[] { one, two })
        {
            run.ShouldHaveSucceeded();
            run.OutputOf("GrantSeedAccess").GetProperty("Added").GetString().ShouldBe("ObjectAcls");
            run.Output!.Value.GetProperty("Verdict").GetProperty("Keys").GetInt32().ShouldBe(30);
        }

        (await legacy.AclsAsync()).ShouldBe(before);
        (await legacy.KeysAsync()).ShouldBe(await copy.KeysAsync());
    }

    [Fact]
    public async Task A_restore_that_ElastiCache_gives_up_leaves_neither_cache_nor_grant_and_is_told_in_its_words()
    {
        var copy = await stage.CopyAsync();
        var before = await copy.PolicyAsync();
        stage.Host.ElastiCache.Hooks.FailNextRestore();

        var run = await stage.RestoreAsync(RestoreStage.LatestIn(copy), new { ReplicationGroupId = "orders-failed" });

        run.ShouldHaveFailedWith("CacheCreationFailedException", "ElastiCache says: ");
        (await stage.GroupStatusAsync("orders-failed")).ShouldBeNull();
        (await copy.PolicyAsync()).ShouldBe(before);
        var told = stage.Host.StepFunctions.Recorded.Events
            .Single(item => item.DetailType == "Cache Restore Failed" && item.Detail.GetProperty("ExecutionId").GetString() == run.Arn);
        told.Detail.GetProperty("RollBack").GetProperty("Outcome").GetString().ShouldBe("RolledBack");
    }

    [Fact]
    public async Task An_uploaded_file_is_verified_restored_and_counted()
    {
        var (copy, uploads) = (await stage.CopyAsync(), await stage.NewBucketAsync("uploads"));
        var key = (await copy.KeysAsync()).Single(found => found.EndsWith(".rdb", StringComparison.Ordinal));
        await uploads.PutAsync("dump.rdb", await copy.ReadAsync(key));

        var run = await stage.RestoreAsync(
            new { Files = new[] { $"s3://{uploads.Name}/dump.rdb" } },
            new { ReplicationGroupId = "orders-uploaded", NodeType = "cache.t4g.small", Engine = "valkey", EngineVersion = "8.1" });

        run.ShouldHaveSucceeded();
        run.StatesEntered().ShouldContain("VerifySeedFile");
        run.Output!.Value.GetProperty("Verdict").GetProperty("Keys").GetInt32().ShouldBe(30);
        (await uploads.PolicyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backup_of_another_Region_is_copied_first_and_stays_so_that_the_next_restore_copies_nothing()
    {
        var (home, away) = (await stage.CopyAsync(), await stage.NewBucketAsync("away", BackupStage.CopyRegion));
        var machine = await stage.OtherRestoreMachineAsync();
        var backup = new { Latest = new { CacheId = "orders", Bucket = home.Name }, BackupStage.Region, CopyTo = away.Name };

        var first = await stage.RestoreAsync(backup, new { ReplicationGroupId = "orders-away" }, machine);
        var copied = await away.VersionsAsync();
        var second = await stage.RestoreAsync(backup, new { ReplicationGroupId = "orders-again" }, machine);

        first.ShouldHaveSucceeded();
        second.ShouldHaveSucceeded();
        first.StatesEntered()[1..9].ShouldBe(
            ["ReadBackup", "AreSeedFilesHere", "CopySeedFiles", "CopySeedFile", "IsSeedCopyDone", "SeedFileCopied", "PublishSeedCopy", "AreSeedFilesVerified"]);
        second.StatesEntered()[1..5].ShouldBe(["ReadBackup", "AreSeedFilesHere", "AreSeedFilesVerified", "ValidateSeed"]);
        copied.ShouldBe(await home.KeysAsync());
        (await away.VersionsAsync()).ShouldBe(copied);
        var keys = await ReadAsync("orders", BackupStage.Region);
        keys.Length.ShouldBe(30);
        (await ReadAsync("orders-away", BackupStage.CopyRegion)).ShouldBe(keys);
        (await ReadAsync("orders-again", BackupStage.CopyRegion)).ShouldBe(keys);
    }

    [Fact]
    public async Task A_restore_that_fails_leaves_what_it_has_copied_for_the_next_one()
    {
        var (home, away) = (await stage.CopyAsync(), await stage.NewBucketAsync("away", BackupStage.CopyRegion));
        var backup = new { Latest = new { CacheId = "orders", Bucket = home.Name }, BackupStage.Region, CopyTo = away.Name };

        var run = await stage.RestoreAsync(
            backup, new { ReplicationGroupId = "orders-older", Engine = "redis", EngineVersion = "6.2" }, await stage.OtherRestoreMachineAsync());

        run.ShouldHaveFailedWith("SeedNotRestorableException");
        (await away.KeysAsync()).ShouldBe(await home.KeysAsync());
    }

    [Fact]
    public async Task A_refused_request_has_made_nothing()
    {
        var run = await stage.RestoreAsync(new { Manifest = "s3://bucket" }, new { ReplicationGroupId = "n" });

        run.ShouldHaveFailedWith("InvalidRestoreRequestException", "Backup.Manifest");
        run.StatesEntered().ShouldBe(
            ["ReceiveRestoreRequest", "ReadBackup", "RollBackRestore", "IsRestoreRolledBack", "NotifyRestoreFailure", "EmitRestoreFailureEvent", "RestoreFailed"]);
        run.Status.ShouldBe(ExecutionStatus.Failed);
    }

    /// <summary>Every key of a cache with its value, sorted.</summary>
    private async Task<string[]> ReadAsync(string id, string region)
    {
        await using var connection = await stage.ConnectAsync(id, region);
        var keys = (await connection.CallAsync(["KEYS", "*"], CancellationToken.None)).Items.Select(key => key.Text).Order(StringComparer.Ordinal).ToList();
        var values = await connection.PipelineAsync([.. keys.Select(key => new[] { "GET", key })], CancellationToken.None);
        return [.. keys.Zip(values, (key, value) => $"{key}={value.Text}")];
    }
}
