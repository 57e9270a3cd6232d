using CacheBackup.Core.Errors;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

[Collection(LocalAwsCollection.Name)]
public sealed class PublishSeedCopyTests(LocalAwsFixture aws)
{
    // Neither the export bucket nor the copy of the backup that all tests share is there.
    private const string ThirdRegion = "eu-central-1";

    [Fact]
    public async Task The_manifest_is_the_sources_byte_for_byte_and_writing_it_twice_changes_nothing()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws, versioned: true);
        var restore = await backup.ReadAsync();
        await restore.CopySeedFileAsync(ElsewhereBackup.Name);

        var first = await restore.PublishSeedCopyAsync();
        var second = await restore.PublishSeedCopyAsync();

        (first.Bucket, second.Bucket).ShouldBe((backup.Target.Bucket, backup.Target.Bucket));
        first.FilesToVerify.Concat(second.FilesToVerify).ShouldBeEmpty();
        (await aws.ReadAsync(backup.Target, ElsewhereBackup.ManifestKey)).ShouldBe(await aws.ReadAsync(backup.Source, ElsewhereBackup.ManifestKey));
        (await aws.VersionsAsync(backup.Target)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Files_that_came_without_a_report_are_named()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws, RdbFile.WithKeys(3));
        var restore = await backup.ReadAsync();
        await restore.CopySeedFileAsync(ElsewhereBackup.Name);

        (await restore.PublishSeedCopyAsync()).FilesToVerify.ShouldBe([ElsewhereBackup.Key]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_lacks_a_file_or_has_another_one_does_not_become_a_backup(bool isReplaced)
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        if (isReplaced)
        {
            await restore.CopySeedFileAsync(ElsewhereBackup.Name);
            await aws.PutAsync(backup.Target, ElsewhereBackup.Key, RdbFile.Of());
        }

        await Should.ThrowAsync<SeedFileChangedException>(restore.PublishSeedCopyAsync());

        (await aws.KeysAsync(backup.Target)).ShouldNotContain(ElsewhereBackup.ManifestKey);
    }

    [Fact]
    public async Task Another_manifest_is_never_overwritten()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        await restore.CopySeedFileAsync(ElsewhereBackup.Name);
        await aws.PutAsync(backup.Target, ElsewhereBackup.ManifestKey, RdbFile.Of());

        (await Should.ThrowAsync<DestinationObjectTakenException>(restore.PublishSeedCopyAsync())).Message
            .ShouldContain("or name another bucket in Backup.CopyTo");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_copy_is_a_backup_that_restores_when_its_source_is_forgotten(bool ofCopy)
    {
        var (backup, target) = (await aws.PublishedBackupAsync(), await aws.NewBucketAsync(ThirdRegion));
        var copy = backup.Plan.Destinations[0];
        var (bucket, region) = ofCopy ? (copy.Bucket, copy.Region) : (backup.Plan.ExportBucket.Bucket, backup.Plan.ExportBucket.Region);
        var first = aws.NewRestore(
            new { Latest = new { CacheId = LocalAwsFixture.Orders, Bucket = bucket }, Region = region, CopyTo = target.Bucket }, region: ThirdRegion);
        await first.PrepareAsync();
        var second = aws.NewRestore(new { Latest = new { CacheId = LocalAwsFixture.Orders, target.Bucket } }, region: ThirdRegion);

        await second.PrepareAsync();

        (second.Copy, second.Plan.Seed.Bucket).ShouldBe((null, target));
        (first.Facts.Total.Keys, second.Facts.Total.Keys).ShouldBe((40, 40));
    }
}
