using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Copies;
using CacheBackup.Functions.Logging;
using CacheBackup.Functions.Restores;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Copies;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

[Collection(LocalAwsCollection.Name)]
public sealed class CopySeedFileTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_file_and_its_report_are_in_this_Region_under_their_keys_and_compared()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();

        var copied = await restore.CopySeedFileAsync(ElsewhereBackup.Name);

        copied.ShouldBe(new CopySeedFileOutput(ElsewhereBackup.Name, IsDone: true, CopyIdentity.L1, []));
        (await aws.KeysAsync(backup.Target)).ShouldBe([ElsewhereBackup.Key, ElsewhereBackup.ReportKey]);
        foreach (var key in new[] { ElsewhereBackup.Key, ElsewhereBackup.ReportKey })
        {
            (await aws.ReadAsync(backup.Target, key)).ShouldBe(await aws.ReadAsync(backup.Source, key));
        }
    }

    [Fact]
    public async Task A_file_without_a_report_is_copied_without_one()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws, RdbFile.WithKeys(3));
        var restore = await backup.ReadAsync();

        (await restore.CopySeedFileAsync(ElsewhereBackup.Name)).IsDone.ShouldBeTrue();

        (await aws.KeysAsync(backup.Target)).ShouldBe([ElsewhereBackup.Key]);
    }

    [Fact]
    public async Task Another_restore_finds_the_copy_and_asks_for_no_second_one()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws, versioned: true);
        var first = await (await backup.ReadAsync()).CopySeedFileAsync(ElsewhereBackup.Name);
        aws.Plan(new Fault(FaultKind.Error, "s3", "CopyObject") { ResourceContains = backup.Target.Bucket });

        (await (await backup.ReadAsync()).CopySeedFileAsync(ElsewhereBackup.Name)).ShouldBe(first);

        (await aws.VersionsAsync(backup.Target)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_large_file_is_copied_in_parts_and_what_a_broken_off_restore_has_copied_is_not_copied_again()
    {
        var content = RandomNumberGenerator.GetBytes(LargeCopy.Bytes);
        var backup = await ElsewhereBackup.PublishAsync(aws, content);
        aws.Plan(new Fault(FaultKind.Error, "s3", "UploadPartCopy")
        {
            ResourceContains = backup.Target.Bucket, Skip = 3, Times = 1, Status = 400, Code = "InvalidToken",
        });
        await Should.ThrowAsync<UnexpectedServiceAnswerException>(CopyInPartsAsync(await backup.ReadAsync()));
        // Of five parts three are there.
        aws.Plan(new Fault(FaultKind.Error, "s3", "UploadPartCopy")
        {
            ResourceContains = backup.Target.Bucket, Skip = 2, Times = 1, Status = 400, Code = "InvalidToken",
        });

        var copied = await CopyInPartsAsync(await backup.ReadAsync());

        (copied.IsDone, copied.Identity).ShouldBe((true, CopyIdentity.L1));
        (await aws.ReadAsync(backup.Target, ElsewhereBackup.Key)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_larger_than_one_invocation_takes_is_sliced_and_completed_when_all_slices_are_there()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws, RandomNumberGenerator.GetBytes(LargeCopy.Bytes));
        var restore = await backup.ReadAsync();
        var tuning = LargeCopy.Tuning with { BytesPerInvocation = 10 << 20 };

        var first = await CopyInPartsAsync(restore, tuning: tuning);
        foreach (var slice in first.Slices)
        {
            (await CopyInPartsAsync(restore, slice, tuning)).IsDone.ShouldBeFalse();
        }

        (first.IsDone, first.Slices.Count).ShouldBe((false, 3));
        (await CopyInPartsAsync(restore, tuning: tuning)).Identity.ShouldBe(CopyIdentity.L1);
    }

    [Fact]
    public async Task A_copy_has_no_bucket_key_whatever_the_buckets_default_is()
    {
        const string Key = "arn:aws:kms:eu-west-1:111122223333:key/6f8d2c1a-0b3e-4f5d-9c7a-000000000001";
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        var copy = restore.Copy! with { Destination = restore.Copy!.Destination with { KmsKeyId = Key } };

        await aws.Function<CopySeedFile>().CopySeedFileAsync(new CopySeedFileInput(copy, ElsewhereBackup.Name), LocalAwsFixture.Invocation());

        var found = await new BucketObjects(aws.Aws).HeadAsync(backup.Target, ElsewhereBackup.Key, CancellationToken.None);
        (found!.KmsKeyId, found.UsesBucketKey).ShouldBe((Key, false));
    }

    [Fact]
    public async Task A_source_that_is_not_what_the_manifest_describes_is_not_copied()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        await aws.PutAsync(backup.Source, ElsewhereBackup.Key, RdbFile.Of());

        var error = await Should.ThrowAsync<SeedFileChangedException>(restore.CopySeedFileAsync(ElsewhereBackup.Name));

        error.Message.ShouldContain("it has 100 bytes, the manifest says ");
        (await aws.KeysAsync(backup.Target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_was_copied_onto_itself_has_another_version_and_is_still_the_manifests()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws, versioned: true);
        var restore = await backup.ReadAsync();
        await aws.PutAsync(backup.Source, ElsewhereBackup.Key, await aws.ReadAsync(backup.Source, ElsewhereBackup.Key));

        (await restore.CopySeedFileAsync(ElsewhereBackup.Name)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task An_archived_source_is_told_as_what_it_is()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        await aws.Aws.S3(backup.Source.Region).PutObjectAsync(new PutObjectRequest
        {
            BucketName = backup.Source.Bucket, Key = ElsewhereBackup.Key, StorageClass = S3StorageClass.Glacier,
            InputStream = new MemoryStream(await aws.ReadAsync(backup.Source, ElsewhereBackup.Key)),
        });

        (await Should.ThrowAsync<SeedFileUnusableException>(restore.CopySeedFileAsync(ElsewhereBackup.Name))).Message
            .ShouldContain("is archived in the storage class GLACIER");
    }

    [Fact]
    public async Task A_source_that_is_gone_is_named()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        await aws.Aws.S3(backup.Source.Region).DeleteObjectAsync(backup.Source.Bucket, ElsewhereBackup.Key);

        (await Should.ThrowAsync<SeedFileChangedException>(restore.CopySeedFileAsync(ElsewhereBackup.Name))).Message
            .ShouldStartWith($"There is no object s3://{backup.Source.Bucket}/{ElsewhereBackup.Key}.");
    }

    [Fact]
    public async Task A_source_replaced_right_before_the_copy_is_caught_by_the_pin_and_told_as_a_restore_tells_it()
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "CopyObject")
        {
            ResourceContains = backup.Target.Bucket,
            Before = () => aws.PutAsync(backup.Source, ElsewhereBackup.Key, RdbFile.Of()),
        });

        (await Should.ThrowAsync<SeedFileChangedException>(restore.CopySeedFileAsync(ElsewhereBackup.Name))).Message
            .ShouldContain("restore the backup from another of its buckets");

        (await aws.KeysAsync(backup.Target)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ElsewhereBackup.Key)]
    [InlineData(ElsewhereBackup.ReportKey)]
    public async Task Another_object_under_a_key_is_never_overwritten(string key)
    {
        var backup = await ElsewhereBackup.PublishAsync(aws);
        var restore = await backup.ReadAsync();
        await aws.PutAsync(backup.Target, key, RdbFile.Of());

        var error = await Should.ThrowAsync<DestinationObjectTakenException>(restore.CopySeedFileAsync(ElsewhereBackup.Name));

        error.Message.ShouldContain($"s3://{backup.Target.Bucket}/{key}");
        error.Message.ShouldEndWith("HINT: Nothing was overwritten. Find out who wrote the object and move it away, or name another bucket in Backup.CopyTo.");
        (await aws.ReadAsync(backup.Target, key)).ShouldBe(RdbFile.Of());
    }

    private async Task<CopySeedFileOutput> CopyInPartsAsync(RestoreRun restore, CopySlice? slice = null, CopyTuning? tuning = null)
    {
        var objects = new BucketObjects(aws.Aws);
        var copier = new ShardCopier(
            order => new S3CopyCalls(aws.Aws, objects, order), (tuning ?? LargeCopy.Tuning) with { Streams = 1 }, TimeProvider.System, new Random(1));
        var function = new CopySeedFile(
            new SeedCopier(new SeedReader(new ManifestReader(objects)), new SeedFileFinder(objects)),
            new CopyRun(copier, new BackupMetrics(TimeProvider.System, Stream.Null)),
            new ReportCopier(objects, new ObjectWriter(aws.Aws, objects)));
        return await function.CopySeedFileAsync(new CopySeedFileInput(restore.Copy!, ElsewhereBackup.Name, slice), LocalAwsFixture.Invocation());
    }
}
