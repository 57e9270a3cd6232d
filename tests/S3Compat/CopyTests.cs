using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.S3Compat;

/// <summary>The copy of one file.</summary>
public sealed class CopyTests(Gateway gateway) : IClassFixture<Gateway>
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/shard-0001.rdb";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_has_the_same_content_metadata_and_tags(bool versioned)
    {
        var (source, target) = (await gateway.NewBucketAsync(versioned), await gateway.NewBucketAsync(versioned));
        var content = Gateway.Content(6 << 20);
        var shard = await ExportAsync(source, content);

        var copy = await CopyAsync(source, target, shard);

        copy.Identity.ShouldBe(CopyIdentity.L2);
        (await gateway.ReadAsync(target, Key)).ShouldBe(content);
        var head = await gateway.S3.GetObjectMetadataAsync(target.Bucket, Key);
        head.Metadata["origin"].ShouldBe("elasticache");
        var tagging = await gateway.S3.GetObjectTaggingAsync(new() { BucketName = target.Bucket, Key = Key });
        tagging.Tagging.ShouldHaveSingleItem().Value.ShouldBe("data");
    }

    [Fact]
    public async Task A_source_replaced_after_it_was_verified_is_not_copied()
    {
        var (source, target) = (await gateway.NewBucketAsync(), await gateway.NewBucketAsync());
        var shard = await ExportAsync(source, Gateway.Content(1000));
        await gateway.PutAsync(source, Key, Gateway.Content(1000, seed: 2));

        await Should.ThrowAsync<ExportedFileChangedException>(CopyAsync(source, target, shard));

        (await gateway.Objects.ListAsync(target, "", CancellationToken.None)).ShouldBeEmpty();
    }

    private async Task<VerifiedShard> ExportAsync(BucketLocation source, byte[] content)
    {
        await gateway.PutAsync(source, Key, content);
        var facts = (await gateway.Objects.HeadAsync(source, Key, CancellationToken.None))!;
        return new VerifiedShard("shard-0001.rdb", facts.Bytes, facts.ETag, facts.VersionId, "REDIS0011", 1, RdbVerdict.Valid);
    }

    private async Task<CopiedShard> CopyAsync(BucketLocation source, BucketLocation target, VerifiedShard shard)
    {
        var copier = new ShardCopier(
            order => new S3CopyCalls(gateway.Aws, gateway.Objects, order), new CopyTuning(), TimeProvider.System, new Random(1));
        var order = new CopyOrder(source, Folder, shard, new CopyDestination(target.Region, target.Bucket));
        return (await copier.CopyAsync(order, null, TimeSpan.FromMinutes(1), null, CancellationToken.None)).Copy!;
    }
}
