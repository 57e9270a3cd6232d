using System.Text;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Restores;
using CacheBackup.UnitTests.Manifests;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

[Collection(LocalAwsCollection.Name)]
public sealed class ReadBackupTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task The_newest_folder_with_a_manifest_is_the_latest_backup()
    {
        var bucket = await aws.NewBucketAsync();
        await PublishAsync(bucket, "20261118t030000z-00000001");
        await PublishAsync(bucket, "20261119t030000z-00000002");
        await aws.PutAsync(bucket, "elasticache/orders/20261120t030000z-00000003/shard-0001.rdb", RdbFile.Of());

        var restore = aws.NewRestore(new { Latest = new { CacheId = "Orders", bucket.Bucket } });
        var read = await restore.ReadBackupAsync();

        read.BackupId.ShouldBe("20261119t030000z-00000002");
        read.Restore.RestoreId.ShouldStartWith("20261120t041500z-");
        read.Restore.Seed.ShouldBeEquivalentTo(new SeedLocation(bucket, "elasticache/orders/20261119t030000z-00000002/manifest.json", []));
        read.FilesToVerify.ShouldBe([
            "elasticache/orders/20261119t030000z-00000002/shard-0001.rdb", "elasticache/orders/20261119t030000z-00000002/shard-0002.rdb"]);
    }

    [Fact]
    public async Task A_cache_without_a_manifest_has_no_backup()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, "elasticache/orders/20261120t030000z-00000003/shard-0001.rdb", RdbFile.Of());

        var error = await Should.ThrowAsync<ManifestMissingException>(
            aws.NewRestore(new { Latest = new { CacheId = "orders", bucket.Bucket } }).ReadBackupAsync());

        error.Message.ShouldContain($"There is no manifest below s3://{bucket.Bucket}/elasticache/orders/");
    }

    [Fact]
    public async Task A_manifest_that_is_not_there_is_named()
    {
        var bucket = await aws.NewBucketAsync();

        (await Should.ThrowAsync<ManifestMissingException>(ReadAsync(bucket))).Message.ShouldContain($"s3://{bucket.Bucket}/some/manifest.json");
    }

    [Theory]
    [InlineData("{}", "it has no schemaVersion")]
    [InlineData("""{"schemaVersion":2}""", "its schemaVersion is 2")]
    [InlineData("""{"schemaVersion":1}""", "is no manifest of this tool")]
    [InlineData("REDIS0011", "is no manifest of this tool")]
    public async Task What_is_no_manifest_of_this_version_is_told_as_what_it_is(string content, string reason)
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutAsync(bucket, "some/manifest.json", Encoding.UTF8.GetBytes(content));

        (await Should.ThrowAsync<ManifestUnreadableException>(ReadAsync(bucket))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_backup_without_a_copy_in_this_Region_names_where_it_is()
    {
        var bucket = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);
        var manifest = await PublishAsync(bucket, "20261118t030000z-00000001", file => file with { Copies = [] }, bucket);
        var restore = aws.NewRestore(new { Manifest = $"s3://{bucket.Bucket}/{manifest.Folder}/manifest.json", bucket.Region });

        var error = await Should.ThrowAsync<BackupInOtherRegionException>(restore.ReadBackupAsync());

        error.Message.ShouldContain($"It is in {bucket.Bucket} (us-east-1).");
    }

    [Fact]
    public async Task The_copy_in_this_Region_is_taken_where_the_manifest_was_found_in_another()
    {
        var (export, copy) = (await aws.NewBucketAsync(LocalAwsFixture.OtherRegion), await aws.NewBucketAsync());
        var manifest = await PublishAsync(
            export, "20261118t030000z-00000001", file => file with { Copies = [file.Copies[0] with { Location = copy }] }, export);
        await aws.PutAsync(copy, $"{manifest.Folder}/manifest.json", ManifestFormat.Write(manifest));
        var restore = aws.NewRestore(new { Manifest = $"s3://{export.Bucket}/{manifest.Folder}/manifest.json", export.Region });

        (await restore.ReadBackupAsync()).Restore.Seed.Bucket.ShouldBe(copy);
    }

    [Fact]
    public async Task A_bucket_in_another_Region_than_the_request_says_is_told()
    {
        var bucket = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);

        var error = await Should.ThrowAsync<BucketInWrongRegionException>(
            aws.NewRestore(new { Manifest = $"s3://{bucket.Bucket}/some/manifest.json" }).ReadBackupAsync());

        error.Message.ShouldContain("Name the bucket's own Region in Backup.Region");
    }

    [Fact]
    public async Task Files_of_another_Region_are_refused()
    {
        var restore = aws.NewRestore(
            new { Files = new[] { "s3://uploads/dump.rdb" }, Region = LocalAwsFixture.OtherRegion },
            new() { ["NodeType"] = "cache.t4g.small", ["Engine"] = "valkey", ["EngineVersion"] = "8.0" });

        (await Should.ThrowAsync<InvalidRestoreRequestException>(restore.ReadBackupAsync())).Message.ShouldContain("files of its own Region only");
    }

    private Task<ReadBackupOutput> ReadAsync(BucketLocation bucket) =>
        aws.NewRestore(new { Manifest = $"s3://{bucket.Bucket}/some/manifest.json", bucket.Region }).ReadBackupAsync();

    private async Task<BackupManifest> PublishAsync(
        BucketLocation bucket, string id, Func<BackupFile, BackupFile>? change = null, BucketLocation? export = null)
    {
        var sample = ManifestSamples.Manifest();
        var manifest = sample with
        {
            BackupId = id,
            Folder = $"elasticache/orders/{id}",
            ExportBucket = export ?? sample.ExportBucket,
            Files = [.. sample.Files.Select(change ?? (file => file))],
            Source = sample.Source with { UserGroupIds = [] },
        };
        await aws.PutAsync(bucket, $"{manifest.Folder}/manifest.json", ManifestFormat.Write(manifest));
        return manifest;
    }
}
