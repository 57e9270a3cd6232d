using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Functions.Manifests;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Manifests;

[Collection(LocalAwsCollection.Name)]
public class PublishManifestTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task The_manifest_is_in_every_bucket_and_says_what_a_restore_needs()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 2);
        var shards = await run.ExportAndCopyAsync();

        var output = await run.PublishManifestAsync(shards);

        output.ShouldBe(new PublishManifestOutput($"{run.Plan.Folder}/manifest.json", 2, shards.Sum(shard => shard.Bytes), 2));
        var manifest = ManifestFormat.Read(await aws.ReadAsync(run.Plan.ExportBucket, output.ManifestKey));
        manifest.Snapshot.Shards.Select(shard => shard.Slots).ShouldBe(["0-8191", "8192-16383"]);
        manifest.Files.Select(file => file.Name).ShouldBe(["shard-0001.rdb", "shard-0002.rdb"]);
        manifest.Files.SelectMany(file => file.Copies).ShouldAllBe(copy => copy.Identity == CopyIdentity.L1);
        foreach (var destination in Destinations(run))
        {
            (await aws.ReadAsync(destination, output.ManifestKey)).ShouldBe(ManifestFormat.Write(manifest));
        }
    }

    [Fact]
    public async Task Running_twice_writes_the_same_manifest_and_no_second_version_of_it()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1, versioned: true);
        var shards = await run.ExportAndCopyAsync();
        var first = await run.PublishManifestAsync(shards);

        (await run.PublishManifestAsync(shards)).ShouldBe(first);

        (await aws.VersionsAsync(run.Plan.ExportBucket)).Count(key => key == first.ManifestKey).ShouldBe(1);
        (await aws.VersionsAsync(Destinations(run)[0])).Count(key => key == first.ManifestKey).ShouldBe(1);
    }

    [Fact]
    public async Task The_export_bucket_gets_its_manifest_last_so_a_destination_that_refuses_leaves_no_backup()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 2);
        var shards = await run.ExportAndCopyAsync();
        aws.Plan(new Fault(FaultKind.Error, "s3", "PutObject") { ResourceContains = Destinations(run)[1].Bucket });

        await Should.ThrowAsync<TransientServiceException>(run.PublishManifestAsync(shards));

        (await aws.KeysAsync(run.Plan.ExportBucket)).ShouldNotContain($"{run.Plan.Folder}/manifest.json");
    }

    [Fact]
    public async Task Another_manifest_is_never_overwritten()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var shards = await run.ExportAndCopyAsync();
        await aws.PutAsync(run.Plan.ExportBucket, $"{run.Plan.Folder}/manifest.json", "{}"u8.ToArray());

        await Should.ThrowAsync<DestinationObjectTakenException>(run.PublishManifestAsync(shards));

        Encoding.UTF8.GetString(await aws.ReadAsync(run.Plan.ExportBucket, $"{run.Plan.Folder}/manifest.json")).ShouldBe("{}");
    }

    [Fact]
    public async Task A_file_replaced_after_it_was_verified_is_not_published()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var shards = await run.ExportAndCopyAsync();
        await aws.PutAsync(run.Plan.ExportBucket, $"{run.Plan.Folder}/shard-0002.rdb", RdbFile.Of());

        await Should.ThrowAsync<ExportedFileChangedException>(run.PublishManifestAsync(shards));
    }

    [Fact]
    public async Task A_copy_that_was_replaced_is_not_published()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        var shards = await run.ExportAndCopyAsync();
        await aws.PutAsync(Destinations(run)[0], $"{run.Plan.Folder}/shard-0002.rdb", RdbFile.Of());

        (await Should.ThrowAsync<CopyNotIdenticalException>(run.PublishManifestAsync(shards)))
            .Message.ShouldContain("is no longer what was copied");
    }

    [Fact]
    public async Task A_copy_replaced_by_an_object_of_its_size_that_nothing_proves_is_not_published()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        var shards = await run.ExportAndCopyAsync();
        var (target, key) = (Destinations(run)[0], $"{run.Plan.Folder}/shard-0002.rdb");
        await ReplaceInPartsAsync(target, key, new byte[(await aws.ReadAsync(target, key)).Length]);

        (await Should.ThrowAsync<CopyNotIdenticalException>(run.PublishManifestAsync(shards)))
            .Message.ShouldContain("is no longer what was copied");
    }

    [Fact]
    public async Task A_copy_that_is_missing_is_not_published()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        var shards = await run.ExportAndCopyAsync();
        var target = Destinations(run)[0];
        await aws.Aws.S3(target.Region).DeleteObjectAsync(target.Bucket, $"{run.Plan.Folder}/shard-0001.rdb");

        (await Should.ThrowAsync<CopyNotIdenticalException>(run.PublishManifestAsync(shards)))
            .Message.ShouldContain("is not there any more");
    }

    [Fact]
    public async Task A_finished_backup_is_measured_per_cache()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        var shards = await run.ExportAndCopyAsync();
        aws.Metrics.SetLength(0);

        await run.PublishManifestAsync(shards);

        Encoding.UTF8.GetString(aws.Metrics.ToArray()).ShouldContain("\"Cache\":\"orders\"");
    }

    // As a part, and with a SHA-256, so that neither checksum nor ETag can be compared with those of one piece.
    private async Task ReplaceInPartsAsync(BucketLocation bucket, string key, byte[] content)
    {
        var s3 = aws.Aws.S3(bucket.Region);
        var upload = await s3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket.Bucket, Key = key, ChecksumAlgorithm = ChecksumAlgorithm.SHA256 });
        using var body = new MemoryStream(content);
        var part = await s3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            UploadId = upload.UploadId,
            PartNumber = 1,
            InputStream = body,
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
        });
        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            UploadId = upload.UploadId,
            PartETags = [new PartETag(1, part.ETag) { ChecksumSHA256 = part.ChecksumSHA256 }],
        });
    }

    private static BucketLocation[] Destinations(TestRun run) =>
        [.. run.Plan.Destinations.Select(copy => CopyOrder.LocationOf(copy, run.Plan.ExportBucket))];
}
