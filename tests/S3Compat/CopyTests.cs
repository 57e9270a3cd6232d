using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.S3Compat;

/// <summary>The copy of one file, whole and in parts.</summary>
public sealed class CopyTests(Gateway gateway) : IClassFixture<Gateway>
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/shard-0001.rdb";
    private const int PartBytes = 5 << 20;

    // Three parts of 5 MiB, one invocation for two of them.
    private static readonly byte[] Content = Gateway.Content((2 * PartBytes) + 1000);
    private static readonly CopyTuning InParts = new(
        Streams: 2, PartsFromBytes: PartBytes, SmallestPartBytes: PartBytes, LargestPartBytes: PartBytes, BytesPerInvocation: 2 * PartBytes);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_has_the_same_content_metadata_and_tags_and_a_second_run_writes_nothing(bool versioned)
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
        (await CopyAsync(source, target, shard)).ShouldBe(copy);
        (await gateway.S3.ListVersionsAsync(target.Bucket)).Versions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_object_under_the_key_is_not_overwritten()
    {
        var (source, target) = (await gateway.NewBucketAsync(), await gateway.NewBucketAsync());
        var shard = await ExportAsync(source, Gateway.Content(1000));
        var other = Gateway.Content(1000, seed: 2);
        await gateway.PutAsync(target, Key, other);

        await Should.ThrowAsync<DestinationObjectTakenException>(CopyAsync(source, target, shard));

        (await gateway.ReadAsync(target, Key)).ShouldBe(other);
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

    [Fact]
    public async Task A_file_uploaded_in_parts_cannot_be_proven_here_and_is_refused_before_anything_is_written()
    {
        var (source, target) = (await gateway.NewBucketAsync(), await gateway.NewBucketAsync());
        var shard = await ExportInPartsAsync(source);

        var error = await Should.ThrowAsync<CopyUnprovenException>(CopyAsync(source, target, shard));

        error.Message.ShouldContain("S3 does not tell the parts it was uploaded in");
        (await gateway.Objects.ListAsync(target, "", CancellationToken.None)).ShouldBeEmpty();
        (await UploadsAsync(target)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(PartBytes, CopyIdentity.L2)]
    [InlineData(PartBytes + 4096, CopyIdentity.L4)]
    public async Task Where_that_is_allowed_it_is_copied_in_slices_and_equal_parts_prove_it_after_all(int partBytes, CopyIdentity identity)
    {
        var (source, target) = (await gateway.NewBucketAsync(), await gateway.NewBucketAsync());
        var order = OrderOf(source, target, await ExportInPartsAsync(source)) with { MinimumIdentity = CopyIdentity.L4 };
        var tuning = InParts with { SmallestPartBytes = partBytes, LargestPartBytes = partBytes };

        var first = await StepAsync(order, tuning: tuning);
        first.Slices.Count.ShouldBe(2);
        foreach (var slice in first.Slices)
        {
            (await StepAsync(order, slice, tuning)).Tally.Parts.ShouldBe(slice.LastPart - slice.FirstPart + 1);
            (await StepAsync(order, slice, tuning)).Tally.Parts.ShouldBe(0);
        }

        var last = await StepAsync(order, tuning: tuning);
        (last.Copy!.Identity, last.Tally.Parts).ShouldBe((identity, 0));
        (await gateway.ReadAsync(target, Key)).ShouldBe(Content);
        (await UploadsAsync(target)).ShouldBeEmpty();
        (await StepAsync(order, tuning: tuning)).Copy.ShouldBe(last.Copy);
    }

    [Fact]
    public async Task An_upload_that_something_aborts_is_begun_again()
    {
        var (source, target) = (await gateway.NewBucketAsync(), await gateway.NewBucketAsync());
        var order = OrderOf(source, target, await ExportInPartsAsync(source)) with { MinimumIdentity = CopyIdentity.L4 };
        var slice = (await StepAsync(order)).Slices[0];
        await gateway.S3.AbortMultipartUploadAsync(target.Bucket, Key, slice.UploadId);

        (await StepAsync(order, slice)).Tally.Parts.ShouldBe(0);

        var tuning = InParts with { BytesPerInvocation = Content.Length };
        (await StepAsync(order, tuning: tuning)).Copy!.Identity.ShouldBe(CopyIdentity.L2);
    }

    [Fact]
    public async Task A_source_replaced_between_two_slices_ends_the_copy()
    {
        var (source, target) = (await gateway.NewBucketAsync(), await gateway.NewBucketAsync());
        var order = OrderOf(source, target, await ExportInPartsAsync(source)) with { MinimumIdentity = CopyIdentity.L4 };
        var slice = (await StepAsync(order)).Slices[0];
        await StepAsync(order, slice);
        await gateway.PutAsync(source, Key, [.. Content.Reverse()]);

        await Should.ThrowAsync<ExportedFileChangedException>(StepAsync(order));
        await gateway.Remover.RemoveAsync(target, $"{Folder}/", CancellationToken.None);

        (await UploadsAsync(target)).ShouldBeEmpty();
    }

    private async Task<VerifiedShard> ExportInPartsAsync(BucketLocation source)
    {
        await gateway.PutInPartsAsync(source, Key, Content, PartBytes);
        return await VerifiedAsync(source);
    }

    private async Task<VerifiedShard> ExportAsync(BucketLocation source, byte[] content)
    {
        await gateway.PutAsync(source, Key, content);
        return await VerifiedAsync(source);
    }

    private async Task<VerifiedShard> VerifiedAsync(BucketLocation source)
    {
        var facts = (await gateway.Objects.HeadAsync(source, Key, CancellationToken.None))!;
        return new VerifiedShard("shard-0001.rdb", facts.Bytes, facts.ETag, facts.VersionId, "REDIS0011", 1, RdbVerdict.Valid);
    }

    private static CopyOrder OrderOf(BucketLocation source, BucketLocation target, VerifiedShard shard) =>
        new(source, Folder, shard, new CopyDestination(target.Region, target.Bucket));

    private async Task<CopiedShard> CopyAsync(BucketLocation source, BucketLocation target, VerifiedShard shard) =>
        (await StepAsync(OrderOf(source, target, shard), tuning: new CopyTuning())).Copy!;

    private Task<CopyStep> StepAsync(CopyOrder order, CopySlice? slice = null, CopyTuning? tuning = null)
    {
        var copier = new ShardCopier(
            of => new S3CopyCalls(gateway.Aws, gateway.Objects, of), tuning ?? InParts, TimeProvider.System, new Random(1));
        return copier.CopyAsync(order, slice, TimeSpan.FromMinutes(1), null, CancellationToken.None);
    }

    private async Task<IReadOnlyList<string>> UploadsAsync(BucketLocation bucket) =>
        [.. ((await gateway.S3.ListMultipartUploadsAsync(bucket.Bucket)).MultipartUploads ?? []).Select(upload => upload.UploadId)];
}
