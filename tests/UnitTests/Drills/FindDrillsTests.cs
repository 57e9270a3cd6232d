using Amazon.ElastiCache.Model;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.UnitTests.Manifests;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Drills;

[Collection(LocalAwsCollection.Name)]
public sealed class FindDrillsTests(LocalAwsFixture aws)
{
    private static readonly Dictionary<string, string> Tagged = new() { [CacheTag.Default.Key] = CacheTag.Default.Value };

    [Fact]
    public async Task The_newest_backup_of_a_cache_that_had_the_tag_is_restored_under_names_of_the_drill()
    {
        var run = await NewRunAsync(LocalAwsFixture.OtherRegion);
        await run.PutManifestAsync(Manifest(Tagged), "orders", "20261118t030000z-00000001");
        await run.PutManifestAsync(Manifest(Tagged), "orders", "20261119t030000z-00000002");
        await run.PutManifestAsync(Manifest([]), "untagged");

        var found = await run.FindDrillsAsync();

        var drill = found.Drills.ShouldHaveSingleItem();
        drill.CacheId.ShouldBe("orders");
        drill.BackupId.ShouldBe("20261119t030000z-00000002");
        drill.DrillId.ShouldStartWith("20261120t060000z-");
        drill.RestoreName.ShouldBe($"drill-{drill.DrillId}");
        drill.Traces.CacheId.ShouldBe(drill.RestoreName);
        drill.Traces.RestoreId.ShouldBe(drill.DrillId);
        drill.Traces.Seed.ManifestKey.ShouldBe("elasticache/orders/20261119t030000z-00000002/manifest.json");
        found.NotDrilled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finding_twice_finds_the_same_and_two_caches_get_two_names()
    {
        var run = await NewRunAsync(LocalAwsFixture.OtherRegion);
        await run.PutManifestAsync(Manifest(Tagged), "orders");
        await run.PutManifestAsync(Manifest(Tagged), "sessions");

        var (first, second) = (await run.FindDrillsAsync(), await run.FindDrillsAsync());

        first.Drills.Select(drill => drill.DrillId).ShouldBe(second.Drills.Select(drill => drill.DrillId));
        first.Drills.Select(drill => drill.DrillId).ShouldBeUnique();
    }

    [Fact]
    public async Task The_tags_a_live_cache_has_now_outweigh_those_in_its_backup()
    {
        var backup = await aws.PublishedBackupAsync();
        var run = new DrillRun(aws, backup.Plan.ExportBucket);
        (await Should.ThrowAsync<NothingToDrillException>(run.FindDrillsAsync())).Message.ShouldContain("has the tag cache-backup:drill=true");

        await using (await TagAsync(LocalAwsFixture.Orders, "true"))
        {
            (await run.FindDrillsAsync()).Drills.ShouldHaveSingleItem().BackupId.ShouldBe(backup.Plan.BackupId);
            await Should.ThrowAsync<NothingToDrillException>(run.FindDrillsAsync(new { Key = "cache-backup:drill", Value = "sunday" }));
        }

        await Should.ThrowAsync<NothingToDrillException>(run.FindDrillsAsync());
    }

    [Fact]
    public async Task A_cache_of_the_same_id_in_another_Region_says_nothing_of_this_backup()
    {
        await aws.PublishedBackupAsync();
        var run = await NewRunAsync(LocalAwsFixture.Region);
        var manifest = Manifest(Tagged);
        await run.PutManifestAsync(manifest with { Source = manifest.Source with { Region = "us-west-2" } }, LocalAwsFixture.Orders);

        (await run.FindDrillsAsync()).Drills.ShouldHaveSingleItem().CacheId.ShouldBe(LocalAwsFixture.Orders);
    }

    [Fact]
    public async Task A_cache_with_the_tag_and_without_a_backup_is_told()
    {
        await aws.PublishedBackupAsync();
        var run = await NewRunAsync(LocalAwsFixture.Region);
        await using var tag = await TagAsync(LocalAwsFixture.Orders, "true");

        var found = await run.FindDrillsAsync();

        found.Drills.ShouldBeEmpty();
        found.NotDrilled.ShouldHaveSingleItem().Reason.ShouldContain($"There is no manifest below s3://{run.Bucket.Bucket}/elasticache/orders/");
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_told_and_keeps_no_other_cache_from_its_drill()
    {
        var run = await NewRunAsync(LocalAwsFixture.OtherRegion);
        await run.PutManifestAsync(Manifest(Tagged), "orders");
        await aws.PutAsync(run.Bucket, "elasticache/sessions/20261119t030000z-00000001/manifest.json", "{}"u8.ToArray());

        var found = await run.FindDrillsAsync();

        found.Drills.ShouldHaveSingleItem().CacheId.ShouldBe("orders");
        found.NotDrilled.ShouldHaveSingleItem().Reason.ShouldContain("it has no schemaVersion");
    }

    [Fact]
    public async Task What_a_failed_backup_has_left_is_no_backup_and_no_cache()
    {
        var run = await NewRunAsync(LocalAwsFixture.OtherRegion);
        await aws.PutAsync(run.Bucket, "elasticache/orders/20261119t030000z-00000001/shard-0001.rdb", RdbFile.Of());

        await Should.ThrowAsync<NothingToDrillException>(run.FindDrillsAsync());
    }

    [Fact]
    public async Task More_caches_than_one_execution_can_hold_are_refused_with_their_number()
    {
        var run = await NewRunAsync(LocalAwsFixture.OtherRegion);
        await Task.WhenAll(Enumerable.Range(0, DrillFinder.MostDrills + 1).Select(number => run.PutManifestAsync(Manifest(Tagged), $"cache-{number}")));

        (await Should.ThrowAsync<InvalidDrillRequestException>(run.FindDrillsAsync())).Message.ShouldContain("51 caches have the tag");
    }

    [Fact]
    public async Task A_bucket_of_another_Region_is_refused()
    {
        var bucket = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);

        await Should.ThrowAsync<BucketInWrongRegionException>(new DrillRun(aws, bucket with { Region = LocalAwsFixture.Region }).FindDrillsAsync());
    }

    private static BackupManifest Manifest(Dictionary<string, string> tags)
    {
        var manifest = ManifestSamples.Manifest();
        return manifest with { Source = manifest.Source with { Tags = tags } };
    }

    private async Task<DrillRun> NewRunAsync(string region) => new(aws, await aws.NewBucketAsync(region));

    private async Task<IAsyncDisposable> TagAsync(string cache, string value)
    {
        var client = aws.Aws.ElastiCache(LocalAwsFixture.Region);
        var arn = $"arn:aws:elasticache:{LocalAwsFixture.Region}:{LocalAwsFixture.Account}:replicationgroup:{cache}";
        await client.AddTagsToResourceAsync(new AddTagsToResourceRequest { ResourceName = arn, Tags = [new Tag { Key = CacheTag.Default.Key, Value = value }] });
        return new Untag(async () => await client.RemoveTagsFromResourceAsync(
            new RemoveTagsFromResourceRequest { ResourceName = arn, TagKeys = [CacheTag.Default.Key] }));
    }

    private sealed class Untag(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
