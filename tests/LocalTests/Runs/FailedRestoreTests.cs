using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>Whole restores that end with an error: with its name, with what was found, and with nothing left behind.</summary>
public sealed class FailedRestoreTests(RestoreStage stage) : IClassFixture<RestoreStage>
{
    [Fact]
    public async Task Data_too_big_for_the_nodes_is_told_in_ElastiCaches_words()
    {
        stage.Host.ElastiCache.Hooks.SetNodeMemory("cache.t4g.micro", 500_000);

        await RestoreInVainAsync(
            RestoreStage.LatestIn(await stage.CopyAsync()),
            new { ReplicationGroupId = "too-small", NodeType = "cache.t4g.micro" },
            "CacheCreationFailedException", "restore-failed", "ElastiCache says: ", "bytes of memory and a cache.t4g.micro node holds 500000.");
    }

    [Fact]
    public async Task A_file_that_ElastiCache_cannot_read_after_all_is_told_in_its_words()
    {
        var bucket = await stage.NewCopyAsync("unread");
        var file = await FileAsync(bucket);
        // Nobody else reads the whole file: the backup has its report.
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, "s3", "GetObject")
        {
            ResourceContains = $"{bucket.Name}/{file}", Status = 403, Code = "AccessDenied", Message = "gone",
        });

        await RestoreInVainAsync(
            RestoreStage.LatestIn(bucket), new { ReplicationGroupId = "unread" },
            "CacheCreationFailedException", "-failed while it was created. ElastiCache says: ", $"Restore from {bucket.Name}/{file} failed for ", "cannot be read: gone");
        (await bucket.PolicyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deny_in_the_policy_stays_and_no_cache_is_made()
    {
        var bucket = await stage.NewCopyAsync("denied");
        await bucket.PutPolicyAsync(bucket.Statement("Deny", new { Service = $"{BackupStage.Region}.elasticache-snapshot.amazonaws.com" }, "s3:GetObject"));
        var policy = await bucket.PolicyAsync();

        await RestoreInVainAsync(
            RestoreStage.LatestIn(bucket), new { ReplicationGroupId = "denied" }, "SeedBucketNotGrantedException", "may not do s3:GetObject", "No grant outweighs a Deny");

        (await bucket.PolicyAsync()).ShouldBe(policy);
    }

    [Fact]
    public async Task A_replaced_file_is_not_restored()
    {
        var bucket = await stage.NewCopyAsync("replaced");
        var file = await FileAsync(bucket);
        await bucket.PutAsync(file, [.. await bucket.ReadAsync(file), 0]);

        await RestoreInVainAsync(
            RestoreStage.LatestIn(bucket), new { ReplicationGroupId = "replaced" }, "SeedFileChangedException", "bytes, the manifest says");
    }

    [Fact]
    public async Task An_object_that_is_no_manifest_and_a_missing_one_are_no_backups()
    {
        var bucket = await stage.NewBucketAsync("empty");
        await bucket.PutAsync("elasticache/orders/one/manifest.json", "{}");

        await RestoreInVainAsync(
            new { Manifest = $"s3://{bucket.Name}/elasticache/orders/one/manifest.json" }, new { ReplicationGroupId = "unreadable" }, "ManifestUnreadableException");
        await RestoreInVainAsync(
            new { Manifest = $"s3://{bucket.Name}/elasticache/orders/two/manifest.json" }, new { ReplicationGroupId = "missing" }, "ManifestMissingException");
    }

    [Fact]
    public async Task A_key_with_a_comma_is_refused_before_ElastiCache_is_asked()
    {
        var (copy, uploads) = (await stage.CopyAsync(), await stage.NewBucketAsync("comma"));
        await uploads.PutAsync("a,b.rdb", await copy.ReadAsync(await FileAsync(copy)));

        await RestoreInVainAsync(
            new { Files = new[] { $"s3://{uploads.Name}/a,b.rdb" } },
            new { ReplicationGroupId = "comma", NodeType = "cache.t4g.small", Engine = "valkey", EngineVersion = "8.1" },
            "SeedFileUnusableException", "holds a comma");
    }

    [Fact]
    public async Task An_older_engine_takes_no_newer_data() => await RestoreInVainAsync(
        RestoreStage.LatestIn(await stage.CopyAsync()), new { ReplicationGroupId = "older", EngineVersion = "7.2" }, "SeedNotRestorableException", "may not be older");

    [Fact]
    public async Task An_id_that_is_in_use_is_refused_and_its_cache_stays()
    {
        var run = await stage.RestoreAsync(RestoreStage.LatestIn(await stage.CopyAsync()), new { ReplicationGroupId = "orders" });

        run.ShouldHaveFailedWith("CacheIdTakenException", "Replication group orders exists in eu-west-1 (available)");
        (await stage.GroupStatusAsync("orders")).ShouldBe("available");
    }

    [Theory]
    [InlineData("NodeQuotaForCustomerExceeded", "CacheQuotaSpentException")]
    [InlineData("InvalidParameterCombination", "CacheSettingsRefusedException")]
    public async Task A_refusal_to_create_the_cache_is_quoted_and_the_grant_taken_back(string code, string error)
    {
        var id = $"refused-{code.ToLowerInvariant()}"[..20];
        var bucket = await stage.NewCopyAsync("refused");
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, "elasticache", "CreateReplicationGroup")
        {
            ResourceContains = id, Status = 400, Code = code, Message = "Not like this.",
        });

        await RestoreInVainAsync(RestoreStage.LatestIn(bucket), new { ReplicationGroupId = id }, error, "Not like this.");

        (await bucket.PolicyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cache_that_does_not_hold_what_the_files_hold_is_deleted_again()
    {
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Interfere, "elasticache", "DescribeReplicationGroups")
        {
            ResourceContains = "evicted", FunctionName = "VerifyRestore", Times = 1, Before = EvictAsync,
        });

        await RestoreInVainAsync(
            RestoreStage.LatestIn(await stage.CopyAsync()), new { ReplicationGroupId = "evicted" },
            "RestoredCacheDiffersException", "29 keys without a time to live instead of 30");

        async Task EvictAsync()
        {
            await using var connection = await stage.ConnectAsync("evicted");
            await connection.CallAsync(["DEL", "key:7"], CancellationToken.None);
        }
    }

    private static async Task<string> FileAsync(TestBucket bucket) =>
        (await bucket.KeysAsync()).Single(key => key.EndsWith(".rdb", StringComparison.Ordinal));

    /// <summary>Runs a restore that fails, is undone and told, and leaves no cache of the new id.</summary>
    private async Task RestoreInVainAsync(object backup, object newCache, string error, params string[] says)
    {
        var run = await stage.RestoreAsync(backup, newCache);

        run.ShouldHaveFailedWith(error, says);
        run.StatesEntered().ShouldContain("RollBackRestore");
        var id = (string)newCache.GetType().GetProperty("ReplicationGroupId")!.GetValue(newCache)!;
        (await stage.GroupStatusAsync(id)).ShouldBeNull();
        var told = stage.Host.StepFunctions.Recorded.Events.Single(item =>
            item.DetailType == "Cache Restore Failed" && item.Detail.GetProperty("ExecutionId").GetString() == run.Arn);
        told.Detail.GetProperty("RollBack").GetProperty("Outcome").GetString().ShouldBeOneOf("RolledBack", "NothingToDo");
        told.Detail.GetProperty("Error").GetString().ShouldBe(error);
    }
}
