using CacheBackup.Core.Copies;
using CacheBackup.Core.Manifests;

namespace CacheBackup.LocalTests.Runs;

public sealed class FinishedRunTests(BackupStage stage) : IClassFixture<BackupStage>
{
    private static readonly object Orders = new { ReplicationGroupId = "orders" };

    [Fact]
    public async Task A_cache_without_cluster_mode_is_backed_up_to_a_second_Region_and_its_snapshot_goes()
    {
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]));

        run.ShouldHaveSucceeded();
        var folder = $"elasticache/orders/{run.Output!.Value.GetProperty("BackupId").GetString()}";
        (await export.KeysAsync()).ShouldBe([$"{folder}/manifest.json", $"{folder}/shard-0001.rdb", $"{folder}/shard-0001.verify.json"]);
        (await copy.KeysAsync()).ShouldBe(await export.KeysAsync());
        (await copy.ReadAsync($"{folder}/shard-0001.rdb")).ShouldBe(await export.ReadAsync($"{folder}/shard-0001.rdb"));
        (await stage.SnapshotNamesAsync()).ShouldNotContain(name => name.StartsWith("backup-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_snapshot_is_taken_of_a_replica()
    {
        var export = await stage.NewExportBucketAsync();

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveSucceeded();
        var manifest = await ManifestOfAsync(export);
        manifest.Source.SnapshotNode.ShouldBe("orders-002");
    }

    [Fact]
    public async Task Every_shard_of_a_cluster_is_backed_up_with_its_slots()
    {
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));

        var run = await stage.RunAsync(BackupStage.Request(new { ReplicationGroupId = "sessions" }, export, [copy.AsDestination]));

        run.ShouldHaveSucceeded();
        var manifest = await ManifestOfAsync(copy);
        manifest.Files.Select(file => file.Name).ShouldBe(["shard-0001.rdb", "shard-0002.rdb"]);
        manifest.Files.ShouldAllBe(file => file.Copies.Single().Identity == CopyIdentity.L1);
        manifest.Snapshot.Shards.Select(shard => shard.Slots).ShouldBe(["0-8191", "8192-16383"]);
    }

    [Fact]
    public async Task The_manifest_is_the_same_in_every_bucket()
    {
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));

        (await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]))).ShouldHaveSucceeded();

        var key = (await export.KeysAsync()).Single(name => name.EndsWith("manifest.json", StringComparison.Ordinal));
        (await copy.ReadAsync(key)).ShouldBe(await export.ReadAsync(key));
    }

    [Fact]
    public async Task A_bucket_of_another_account_takes_the_copies_when_its_policy_lets_this_account_write()
    {
        var export = await stage.NewExportBucketAsync();
        var copy = await stage.NewBucketAsync("foreign", BackupStage.CopyRegion, BackupStage.OtherAccount);
        await copy.PutPolicyAsync(copy.Statement(
            "Allow",
            new { AWS = "arn:aws:iam::111122223333:root" },
            "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload", "s3:ListBucket", "s3:ListBucketVersions",
            "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]));

        run.ShouldHaveSucceeded();
        (await copy.KeysAsync()).ShouldBe(await export.KeysAsync());
    }

    [Fact]
    public async Task Two_destinations_both_get_the_whole_backup()
    {
        var export = await stage.NewExportBucketAsync();
        TestBucket[] copies = [await stage.NewBucketAsync("copy", BackupStage.CopyRegion), await stage.NewBucketAsync("copy", "ap-southeast-2")];

        (await stage.RunAsync(BackupStage.Request(Orders, export, copies.Select(copy => copy.AsDestination)))).ShouldHaveSucceeded();

        (await copies[0].KeysAsync()).ShouldBe(await export.KeysAsync());
        (await copies[1].KeysAsync()).ShouldBe(await export.KeysAsync());
    }

    [Fact]
    public async Task A_kept_snapshot_stays()
    {
        var export = await stage.NewExportBucketAsync();

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, keepSnapshot: true));

        run.ShouldHaveSucceeded();
        var snapshot = $"backup-{run.Output!.Value.GetProperty("BackupId").GetString()}";
        (await stage.SnapshotNamesAsync()).ShouldContain(snapshot);
        await stage.DeleteSnapshotAsync(snapshot);
    }

    [Fact]
    public async Task An_automatic_snapshot_is_exported_by_its_name_and_kept()
    {
        var export = await stage.NewExportBucketAsync();
        var snapshot = await stage.Host.ElastiCache.Hooks.TakeAutomaticSnapshotAsync(BackupStage.Region, "orders");

        var run = await stage.RunAsync(BackupStage.Request(new { SnapshotName = snapshot }, export));

        run.ShouldHaveSucceeded();
        run.StatesEntered().ShouldNotContain("CreateSnapshot");
        (await stage.SnapshotNamesAsync()).ShouldContain(snapshot);
        (await export.KeysAsync()).ShouldAllBe(key => key.StartsWith("elasticache/orders/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_consent_the_missing_grant_is_added_and_the_rest_of_the_policy_stays()
    {
        var export = await stage.NewBucketAsync("export");
        await export.PutPolicyAsync(export.Statement("Deny", new { AWS = "arn:aws:iam::999988887777:root" }, "s3:GetObject"));

        (await stage.RunAsync(BackupStage.Request(Orders, export, repairGrant: true))).ShouldHaveSucceeded();

        var policy = await export.PolicyAsync();
        policy.ShouldContain("eu-west-1.elasticache-snapshot.amazonaws.com");
        policy.ShouldContain("999988887777");
    }

    [Fact]
    public async Task An_end_is_told_to_the_topic_and_the_event_bus()
    {
        var export = await stage.NewExportBucketAsync();

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveSucceeded();
        stage.Host.StepFunctions.Recorded.Notifications.ShouldContain(item => item.Message.Contains(run.Arn) && item.Message.Contains("Completed"));
        stage.Host.StepFunctions.Recorded.Events.ShouldContain(item =>
            item.DetailType == "Cache Backup Completed" && item.Detail.GetProperty("ExecutionId").GetString() == run.Arn);
    }

    private static async Task<BackupManifest> ManifestOfAsync(TestBucket bucket)
    {
        var key = (await bucket.KeysAsync()).Single(name => name.EndsWith("manifest.json", StringComparison.Ordinal));
        return ManifestFormat.Read(await bucket.ReadAsync(key));
    }
}
