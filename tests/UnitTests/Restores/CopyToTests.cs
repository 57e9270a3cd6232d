using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>What ReadBackup decides of <c>Backup.CopyTo</c>, before a byte is written.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class CopyToTests(LocalAwsFixture aws)
{
    private const string Key = "arn:aws:kms:eu-west-1:111122223333:key/6f8d2c1a-0b3e-4f5d-9c7a-000000000001";

    [Fact]
    public async Task A_backup_of_another_Region_is_copied_under_its_keys_and_restored_from_there()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);

        var read = await backup.NewRestore().ReadBackupAsync();

        read.Restore.Seed.ShouldBeEquivalentTo(new SeedLocation(backup.Target, ElsewhereBackup.ManifestKey, []));
        read.Copy!.Source.ShouldBeEquivalentTo(new SeedLocation(backup.Source, ElsewhereBackup.ManifestKey, []));
        read.Copy.Destination.ShouldBe(new(backup.Target.Region, backup.Target.Bucket, backup.Target.AccountId));
        read.FilesToCopy.ShouldBe([ElsewhereBackup.Name]);
        read.FilesToVerify.ShouldBeEmpty();
        read.Findings[0].ShouldStartWith($"The backup is copied from {backup.Source.Bucket} (us-east-1) to {backup.Target.Bucket} first");
        (await aws.KeysAsync(backup.Target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_bucket_to_copy_to_it_is_refused_and_the_hint_names_the_field()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = aws.NewRestore(new { Manifest = $"s3://{backup.Source.Bucket}/{ElsewhereBackup.ManifestKey}", backup.Source.Region });

        (await Should.ThrowAsync<BackupInOtherRegionException>(restore.ReadBackupAsync())).Message
            .ShouldContain("HINT: Name a bucket of eu-west-1 in Backup.CopyTo");
    }

    [Fact]
    public async Task A_copy_that_an_earlier_restore_has_published_is_not_made_again()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        await aws.PutAsync(backup.Target, ElsewhereBackup.ManifestKey, ManifestFormat.Write(backup.Manifest));

        var read = await backup.NewRestore().ReadBackupAsync();

        (read.Copy, read.Restore.Seed.Bucket).ShouldBe((null, backup.Target));
        read.FilesToCopy.ShouldBeEmpty();
        read.FilesToVerify.ShouldBe([ElsewhereBackup.Key]);
        read.Findings[0].ShouldContain("nothing is copied");
    }

    [Fact]
    public async Task Another_manifest_in_its_place_is_told_before_anything_is_copied()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        await aws.PutAsync(backup.Target, ElsewhereBackup.ManifestKey, Encoding.UTF8.GetBytes("{}"));

        var error = await Should.ThrowAsync<DestinationObjectTakenException>(backup.NewRestore().ReadBackupAsync());

        error.Message.ShouldContain($"s3://{backup.Target.Bucket}/{ElsewhereBackup.ManifestKey} exists already");
        error.Message.ShouldContain("or name another bucket in Backup.CopyTo");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backup_that_is_in_this_Region_already_is_used_and_the_bucket_not_even_looked_at(bool isFoundHere)
    {
        var backup = await aws.PublishedBackupAsync();
        var copy = backup.Plan.Destinations[0];
        var copied = new BucketLocation(copy.Bucket, copy.Region, LocalAwsFixture.Account);
        var found = isFoundHere ? copied : backup.Plan.ExportBucket;
        var restore = aws.NewRestore(
            new { Manifest = $"s3://{found.Bucket}/{backup.Plan.Folder}/manifest.json", found.Region, CopyTo = "there-is-no-such-bucket" },
            region: copy.Region);

        var read = await restore.ReadBackupAsync();

        (read.Copy, read.Restore.Seed.Bucket).ShouldBe((null, copied));
        read.Findings[0].ShouldBe(
            $"Backup.CopyTo (there-is-no-such-bucket) was not needed: the backup is in us-east-1 already, in {copy.Bucket}.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backup_that_this_Region_has_lost_comes_back_from_another_one(bool isBucketThere)
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var lost = isBucketThere ? await aws.NewBucketAsync() : backup.Target with { Bucket = "it-was-deleted" };
        await LoseAsync(backup, lost);

        (await backup.NewRestore().ReadBackupAsync()).Copy!.Source.Bucket.ShouldBe(backup.Source);
        var restore = aws.NewRestore(new { Manifest = $"s3://{backup.Source.Bucket}/{ElsewhereBackup.ManifestKey}", backup.Source.Region });
        (await Should.ThrowAsync<BackupInOtherRegionException>(restore.ReadBackupAsync())).Message
            .ShouldContain($"It is in {backup.Source.Bucket} (us-east-1), and no longer in {lost.Bucket} (eu-west-1).");
    }

    [Fact]
    public async Task A_bucket_of_another_Region_cannot_take_it()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);

        var error = await Should.ThrowAsync<BucketInWrongRegionException>(backup.NewRestore(backup.Source.Bucket).ReadBackupAsync());

        error.Message.ShouldContain($"Backup.CopyTo: bucket {backup.Source.Bucket} is in us-east-1, but has to be in eu-west-1.");
        error.Message.ShouldContain("ElastiCache reads files of its own Region only: name a bucket there.");
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_named()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);

        (await Should.ThrowAsync<BucketMissingException>(backup.NewRestore("there-is-no-such-bucket").ReadBackupAsync())).Message
            .ShouldStartWith("Backup.CopyTo: there is no bucket there-is-no-such-bucket.");
    }

    [Fact]
    public async Task A_name_that_no_bucket_can_have_is_refused()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);

        (await Should.ThrowAsync<InvalidBucketNameException>(backup.NewRestore("Copies").ReadBackupAsync())).Message.ShouldStartWith("Backup.CopyTo is \"Copies\"");
    }

    [Fact]
    public async Task A_bucket_of_another_account_gets_no_copy()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var foreign = await aws.NewBucketAsync(account: LocalAwsFixture.OtherAccount);

        await Should.ThrowAsync<BucketOfAnotherAccountException>(backup.NewRestore(foreign.Bucket).ReadBackupAsync());
    }

    [Fact]
    public async Task The_key_of_the_buckets_default_encryption_is_named_so_that_it_is_used_without_a_bucket_key()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        await EncryptAsync(backup.Target, Key);

        (await backup.NewRestore().ReadBackupAsync()).Copy!.Destination.KmsKeyId.ShouldBe(Key);
    }

    [Fact]
    public async Task A_bucket_that_encrypts_by_the_key_of_AWS_is_refused_because_ElastiCache_may_not_use_that()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        await EncryptAsync(backup.Target, key: null);

        (await Should.ThrowAsync<SeedFileUnusableException>(backup.NewRestore().ReadBackupAsync())).Message.ShouldContain("(aws/s3)");
    }

    private async Task EncryptAsync(BucketLocation bucket, string? key) => await aws.Aws.S3(bucket.Region).PutBucketEncryptionAsync(
        new PutBucketEncryptionRequest
        {
            BucketName = bucket.Bucket,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules =
                [
                    new ServerSideEncryptionRule
                    {
                        BucketKeyEnabled = true,
                        ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                        {
                            ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                            ServerSideEncryptionKeyManagementServiceKeyId = key,
                        },
                    },
                ],
            },
        });

    /// <summary>Makes the backup one that was exported to a bucket which has it no more.</summary>
    private async Task LoseAsync(ElsewhereBackup backup, BucketLocation lost)
    {
        var file = backup.Manifest.Files[0];
        var copy = new FileCopy(backup.Source, file.Bytes, file.ETag, file.VersionId, file.Checksum, "STANDARD", null, CopyIdentity.L1);
        var manifest = backup.Manifest with { ExportBucket = lost, Files = [file with { Copies = [copy] }] };
        await aws.PutAsync(backup.Source, ElsewhereBackup.ManifestKey, ManifestFormat.Write(manifest));
    }
}
