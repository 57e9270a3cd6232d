using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>What is refused before anything is created.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class ValidateSeedTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_file_that_is_gone_is_named()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await restore.PrepareAsync();
        await aws.Aws.S3(bucket.Region).DeleteObjectAsync(bucket.Bucket, "dump.rdb");

        (await Should.ThrowAsync<SeedFileChangedException>(restore.ValidateSeedAsync())).Message.ShouldContain($"There is no object s3://{bucket.Bucket}/dump.rdb");
        await Should.ThrowAsync<SeedFileChangedException>(restore.VerifySeedFileAsync("dump.rdb"));
    }

    [Fact]
    public async Task A_file_of_a_backup_that_was_replaced_is_told_with_both_ETags()
    {
        var (restore, bucket, folder) = await CopyOfBackupAsync();
        await restore.ReadBackupAsync();
        await restore.ValidateSeedAsync();
        var bytes = (int)(await aws.Aws.S3(bucket.Region).GetObjectMetadataAsync(bucket.Bucket, $"{folder}/shard-0001.rdb")).ContentLength;
        await aws.PutAsync(bucket, $"{folder}/shard-0001.rdb", RdbFile.Of(bytes));

        var error = await Should.ThrowAsync<SeedFileChangedException>(restore.ValidateSeedAsync());

        error.Message.ShouldContain("its ETag is ");
        error.Message.ShouldContain("and no checksum proves that its content is the same");
    }

    [Fact]
    public async Task A_file_of_another_size_is_told_with_both_sizes()
    {
        var (restore, bucket, folder) = await CopyOfBackupAsync();
        await aws.PutAsync(bucket, $"{folder}/shard-0002.rdb", RdbFile.Of(10_000));
        await restore.ReadBackupAsync();

        (await Should.ThrowAsync<SeedFileChangedException>(restore.ValidateSeedAsync())).Message.ShouldContain("it has 10000 bytes, the manifest says ");
    }

    [Fact]
    public async Task A_folder_copied_to_a_bucket_the_manifest_does_not_know_restores()
    {
        var (restore, bucket, _) = await CopyOfBackupAsync();

        await restore.PrepareAsync();

        restore.Plan.Seed.Bucket.ShouldBe(bucket);
        restore.Facts.Total.Keys.ShouldBe(40);
    }

    [Fact]
    public async Task A_report_that_is_missing_is_made_anew_beside_the_file()
    {
        var (restore, bucket, folder) = await CopyOfBackupAsync();
        await aws.Aws.S3(bucket.Region).DeleteObjectAsync(bucket.Bucket, $"{folder}/shard-0002.verify.json");

        (await restore.ReadBackupAsync()).FilesToVerify.ShouldBe([$"{folder}/shard-0002.rdb"]);
        await restore.PrepareAsync();

        restore.Facts.Total.Keys.ShouldBe(40);
    }

    [Theory]
    [InlineData(false, null, null, "cluster mode enabled (2 shards), whose files cannot seed one without")]
    [InlineData(null, null, "7.0", "the backup is of redis 7.1.0, and the new cache may not be older")]
    [InlineData(null, "redis", "6.2", "format REDIS")]
    public async Task A_cache_that_cannot_take_the_files_is_refused_with_the_reason(bool? clusterMode, string? engine, string? version, string reason)
    {
        var backup = await aws.PublishedBackupAsync();
        var change = new Dictionary<string, object?> { ["ClusterMode"] = clusterMode, ["Engine"] = engine, ["EngineVersion"] = version };
        var restore = aws.NewRestore(
            LocalAwsFixture.ManifestOf(backup.Plan.ExportBucket, backup),
            change.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!));
        await restore.ReadBackupAsync();

        (await Should.ThrowAsync<SeedNotRestorableException>(restore.ValidateSeedAsync())).Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("a,b.rdb", "holds a comma")]
    [InlineData("archived.rdb", "is archived in the storage class GLACIER")]
    [InlineData("key.rdb", "is encrypted under an S3 Bucket Key")]
    public async Task An_object_that_ElastiCache_cannot_read_is_refused(string key, string reason)
    {
        var bucket = await aws.NewBucketAsync();
        using var body = new MemoryStream(RdbFile.Of());
        var request = new PutObjectRequest { BucketName = bucket.Bucket, Key = key, InputStream = body };
        if (key == "archived.rdb")
        {
            request.StorageClass = S3StorageClass.Glacier;
        }

        if (key == "key.rdb")
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = $"arn:aws:kms:eu-west-1:{LocalAwsFixture.Account}:key/6f8d2c1a-0b3e-4f5d-9c7a-000000000001";
            request.BucketKeyEnabled = true;
        }

        await aws.Aws.S3(bucket.Region).PutObjectAsync(request);
        var cache = new Dictionary<string, object> { ["NodeType"] = "cache.t4g.small", ["Engine"] = "valkey", ["EngineVersion"] = "8.0" };
        var restore = aws.NewRestore(new { Files = new[] { $"s3://{bucket.Bucket}/{key}" } }, cache);
        await restore.ReadBackupAsync();

        (await Should.ThrowAsync<SeedFileUnusableException>(restore.ValidateSeedAsync())).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_damaged_file_from_anywhere_is_refused_by_its_verification()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await aws.PutAsync(bucket, "dump.rdb", RdbFile.WithKeys(12)[..200]);
        await restore.ReadBackupAsync();

        await Should.ThrowAsync<ExportedFileDamagedException>(restore.VerifySeedFileAsync("dump.rdb"));
    }

    /// <summary>A backup whose folder was copied by hand to a bucket of its own.</summary>
    private async Task<(RestoreRun Restore, BucketLocation Bucket, string Folder)> CopyOfBackupAsync()
    {
        var (backup, bucket) = (await aws.PublishedBackupAsync(), await aws.NewBucketAsync());
        foreach (var key in await aws.KeysAsync(backup.Plan.ExportBucket))
        {
            await aws.Aws.S3(bucket.Region).CopyObjectAsync(backup.Plan.ExportBucket.Bucket, key, bucket.Bucket, key);
        }

        return (aws.NewRestore(LocalAwsFixture.ManifestOf(bucket, backup)), bucket, backup.Plan.Folder);
    }
}
