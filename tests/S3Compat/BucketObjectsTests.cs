using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;

namespace CacheBackup.S3Compat;

/// <summary>Reading, listing, writing and removing, as every step of a backup does it.</summary>
public sealed class BucketObjectsTests(Gateway gateway) : IClassFixture<Gateway>
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/manifest.json";

    [Fact]
    public async Task An_object_is_read_as_it_was_written()
    {
        var bucket = await gateway.NewBucketAsync();
        var content = Gateway.Content(100_000);
        var written = await gateway.PutAsync(bucket, Key, content);

        var facts = (await gateway.Objects.HeadAsync(bucket, Key, CancellationToken.None))!;

        facts.Bytes.ShouldBe(content.Length);
        facts.ETag.ShouldBe(written.ETag.Trim('"'));
        facts.ETagIsDigest.ShouldBeTrue();
        facts.VersionId.ShouldBeNull();
        (await gateway.ReadAsync(bucket, Key)).ShouldBe(content);
        (await gateway.Objects.HeadAsync(bucket, "nothing", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_range_is_read_of_the_pinned_object_only()
    {
        var bucket = await gateway.NewBucketAsync();
        var content = Gateway.Content(1000);
        await gateway.PutAsync(bucket, Key, content);
        var pin = (await gateway.Objects.HeadAsync(bucket, Key, CancellationToken.None))!;

        var range = new byte[10];
        (await gateway.Objects.ReadAsync(bucket, pin, 10, range, CancellationToken.None)).ShouldBeTrue();
        range.ShouldBe(content[10..20]);
        await gateway.PutAsync(bucket, Key, Gateway.Content(1000, seed: 2));
        (await gateway.Objects.ReadAsync(bucket, pin, 10, range, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_range_of_an_older_version_can_be_read_after_it_was_replaced()
    {
        var bucket = await gateway.NewBucketAsync(versioned: true);
        var content = Gateway.Content(1000);
        await gateway.PutAsync(bucket, Key, content);
        var pin = (await gateway.Objects.HeadAsync(bucket, Key, CancellationToken.None))!;
        await gateway.PutAsync(bucket, Key, Gateway.Content(1000, seed: 2));

        pin.VersionId.ShouldNotBeNull();
        var range = new byte[10];
        (await gateway.Objects.ReadAsync(bucket, pin, 990, range, CancellationToken.None)).ShouldBeTrue();
        range.ShouldBe(content[990..]);
    }

    [Fact]
    public async Task A_listing_has_every_page_in_the_order_of_the_keys()
    {
        var bucket = await gateway.NewBucketAsync();
        var keys = Enumerable.Range(1, 1010).Select(number => $"{Folder}/shard-{number:D4}.rdb").ToList();
        await Parallel.ForEachAsync(keys, async (key, _) => await gateway.PutAsync(bucket, key, [1]));

        (await gateway.Objects.ListAsync(bucket, $"{Folder}/", CancellationToken.None)).Select(item => item.Key).ShouldBe(keys);
    }

    [Fact]
    public async Task A_manifest_is_written_once_found_again_and_never_overwritten()
    {
        var bucket = await gateway.NewBucketAsync();
        var writer = new ObjectWriter(gateway.Aws, gateway.Objects);
        await writer.WriteOnceAsync(bucket, Key, [1, 2, 3], null, CancellationToken.None);

        await writer.WriteOnceAsync(bucket, Key, [1, 2, 3], null, CancellationToken.None);
        await Should.ThrowAsync<DestinationObjectTakenException>(
            writer.WriteOnceAsync(bucket, Key, [1, 2, 4], null, CancellationToken.None));

        (await gateway.ReadAsync(bucket, Key)).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removing_a_folder_leaves_no_version_no_delete_marker_and_no_upload(bool versioned)
    {
        var bucket = await gateway.NewBucketAsync(versioned);
        await gateway.PutAsync(bucket, Key, [1]);
        await gateway.PutAsync(bucket, Key, [2]);
        await gateway.S3.DeleteObjectAsync(bucket.Bucket, Key);
        await gateway.PutAsync(bucket, $"{Folder}/shard-0001.rdb", [3]);
        await gateway.PutAsync(bucket, "p/cache/other/shard-0001.rdb", [4]);
        await gateway.BeginAsync(bucket, $"{Folder}/shard-0002.rdb");

        var report = await gateway.Remover.RemoveAsync(bucket, $"{Folder}/", CancellationToken.None);

        report.Left.ShouldBeEmpty();
        (await gateway.S3.ListVersionsAsync(bucket.Bucket)).Versions.Select(version => version.Key)
            .ShouldBe(["p/cache/other/shard-0001.rdb"]);
        ((await gateway.S3.ListMultipartUploadsAsync(bucket.Bucket)).MultipartUploads ?? []).ShouldBeEmpty();
    }
}
