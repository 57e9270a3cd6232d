using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

[Collection(LocalAwsCollection.Name)]
public class PartwiseCopyTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_large_file_is_copied_in_parts_and_S3_itself_has_compared_its_checksum()
    {
        var copy = await LargeCopy.ExportAsync(aws);

        var step = await copy.StepAsync();

        step.Copy.ShouldBe(new CopiedShard(LargeCopy.Key, null, CopyIdentity.L1));
        step.Tally.Parts.ShouldBe(LargeCopy.Parts);
        await copy.ShouldBeCopiedAsync();
        (await copy.UploadsAsync()).ShouldBeEmpty();
        (await HeadAsync(copy)).ChecksumType.ShouldBe(ChecksumType.FULL_OBJECT);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5 << 20)]
    [InlineData(30 << 20)]
    public async Task A_small_file_uploaded_in_parts_is_copied_in_the_same_parts_because_CopyObject_would_make_it_one_piece(int partBytes)
    {
        var copy = (await LargeCopy.ExportInPartsAsync(aws, partBytes, create =>
        {
            create.ChecksumAlgorithm = ChecksumAlgorithm.SHA256;
            create.ChecksumType = ChecksumType.COMPOSITE;
        }, partBytes == 1000 ? 1000 : LargeCopy.Bytes)).With(tuning: new CopyTuning());

        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L2);

        (await HeadAsync(copy)).ETag.Trim('"').ShouldBe(copy.Order.Shard.ETag);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_run_of_a_finished_copy_writes_nothing(bool versioned)
    {
        var copy = await LargeCopy.ExportAsync(aws, versioned: versioned);
        var first = await copy.FinishAsync();

        var again = await copy.StepAsync();

        again.Copy.ShouldBe(first);
        again.Tally.ShouldBe(CopyTally.Nothing);
        (await aws.VersionsAsync(copy.Target)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task What_a_broken_off_attempt_has_copied_is_not_copied_again(int copied)
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(FaultKind.Error, "s3", "UploadPartCopy")
        {
            Skip = copied,
            Times = 1,
            Status = 400,
            Code = "InvalidToken",
        });
        var oneByOne = copy.With(tuning: LargeCopy.Tuning with { Streams = 1 });
        await Should.ThrowAsync<UnexpectedServiceAnswerException>(oneByOne.StepAsync());

        var step = await oneByOne.StepAsync();

        step.Tally.Parts.ShouldBe(LargeCopy.Parts - copied);
        step.Copy!.Identity.ShouldBe(CopyIdentity.L1);
        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task A_file_larger_than_one_invocation_takes_is_sliced_and_completed_when_all_slices_are_there()
    {
        var copy = (await LargeCopy.ExportAsync(aws)).With(tuning: LargeCopy.Tuning with { BytesPerInvocation = 10 << 20 });

        var first = await copy.StepAsync();
        first.Copy.ShouldBeNull();
        first.Slices.Select(slice => (slice.FirstPart, slice.LastPart)).ShouldBe([(1, 2), (3, 4), (5, 5)]);
        (await copy.UploadsAsync()).ShouldHaveSingleItem().ShouldBe((first.Slices[0].UploadId, 0));
        foreach (var slice in first.Slices)
        {
            var step = await copy.StepAsync(slice);
            step.Copy.ShouldBeNull();
            step.Slices.ShouldBeEmpty();
            (await copy.StepAsync(slice)).Tally.Parts.ShouldBe(0);
        }

        var last = await copy.StepAsync();
        last.Copy!.Identity.ShouldBe(CopyIdentity.L1);
        last.Tally.Parts.ShouldBe(0);
        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task An_invocation_whose_time_is_over_leaves_the_rest_to_the_next_one()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(FaultKind.Stall, "s3", "UploadPartCopy")
        {
            Skip = 2,
            Times = 3,
            Delay = TimeSpan.FromSeconds(30),
        });

        var step = await copy.StepAsync(time: TimeSpan.FromSeconds(1));

        (step.Copy, step.Tally.Parts).ShouldBe((null, 2));
        (await copy.StepAsync()).Tally.Parts.ShouldBe(3);
        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task An_invocation_that_gets_nowhere_is_a_hiccup()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(FaultKind.Stall, "s3", "UploadPartCopy")
        {
            Times = 3,
            Delay = TimeSpan.FromSeconds(30),
        });

        (await Should.ThrowAsync<TransientServiceException>(copy.StepAsync(time: TimeSpan.FromSeconds(1))))
            .Message.ShouldContain("Not one part of");
    }

    [Theory]
    [InlineData(FaultKind.Error, "SlowDown")]
    [InlineData(FaultKind.Error, "InternalError")]
    [InlineData(FaultKind.EmbeddedError, "InternalError")]
    [InlineData(FaultKind.EmbeddedError, "SlowDown")]
    public async Task A_part_that_fails_is_asked_for_again_and_an_error_inside_a_200_is_no_part(FaultKind kind, string code)
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(kind, "s3", "UploadPartCopy")
        {
            Status = code == "SlowDown" ? 503 : 500,
            Code = code,
            Skip = 1,
            Times = 2,
        });

        var step = await copy.StepAsync();

        step.Copy!.Identity.ShouldBe(CopyIdentity.L1);
        (step.Tally.Parts, step.Tally.Retried).ShouldBe((LargeCopy.Parts, 2));
        step.Tally.Throttled.ShouldBe(code == "SlowDown" ? 2 : 0);
        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task Connections_that_break_cost_their_parts_a_repetition_and_no_more()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(FaultKind.DropConnection, "s3", "UploadPartCopy") { Skip = 1, Times = 6 });

        var step = await copy.StepAsync();

        (step.Copy!.Identity, step.Tally.Parts).ShouldBe((CopyIdentity.L1, LargeCopy.Parts));
        await copy.ShouldBeCopiedAsync();
    }

    [Theory]
    [InlineData("UploadPartCopy")]
    [InlineData("CreateMultipartUpload")]
    public async Task A_source_replaced_under_way_ends_the_copy(string operation)
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Before(operation, copy, () => aws.PutAsync(copy.Source, LargeCopy.Key, RdbFile.Of()));

        await Should.ThrowAsync<ExportedFileChangedException>(copy.StepAsync());

        (await aws.KeysAsync(copy.Target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_gone_when_its_parts_are_asked_for_has_changed()
    {
        var copy = await LargeCopy.ExportInPartsAsync(aws, 5 << 20, create =>
        {
            create.ChecksumAlgorithm = ChecksumAlgorithm.SHA256;
            create.ChecksumType = ChecksumType.COMPOSITE;
        });
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "HeadObject")
        {
            ResourceContains = copy.Source.Bucket,
            Skip = 1,
            Times = 1,
            Before = () => aws.Aws.S3(copy.Source.Region).DeleteObjectAsync(copy.Source.Bucket, LargeCopy.Key),
        });

        await Should.ThrowAsync<ExportedFileChangedException>(copy.StepAsync());
    }

    [Theory]
    [InlineData("UploadPartCopy")]
    [InlineData("CompleteMultipartUpload")]
    public async Task Another_object_that_appears_under_the_key_is_not_overwritten(string operation)
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Before(operation, copy, () => aws.PutAsync(copy.Target, LargeCopy.Key, RdbFile.Of()));

        await Should.ThrowAsync<DestinationObjectTakenException>(copy.StepAsync());

        (await HeadAsync(copy)).ContentLength.ShouldBe(RdbFile.Of().Length);
        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_that_another_invocation_completes_first_is_success()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Before("CompleteMultipartUpload", copy, () => copy.StepAsync());

        (await copy.StepAsync()).Copy!.Identity.ShouldBe(CopyIdentity.L1);

        (await copy.UploadsAsync()).ShouldBeEmpty();
        await copy.ShouldBeCopiedAsync();
    }

    [Fact]
    public async Task That_the_key_is_taken_can_also_be_told_inside_a_200()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Before("UploadPartCopy", copy, () => aws.Aws.S3(copy.Target.Region).CopyObjectAsync(
            copy.Source.Bucket, LargeCopy.Key, copy.Target.Bucket, LargeCopy.Key));
        Plan(copy, new Fault(FaultKind.EmbeddedError, "s3", "CompleteMultipartUpload") { Code = "PreconditionFailed" });

        (await copy.StepAsync()).Copy!.Identity.ShouldBe(CopyIdentity.L1);

        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Invocations_that_begin_at_once_come_to_one_upload_and_one_object()
    {
        var copy = await LargeCopy.ExportAsync(aws, versioned: true);

        var steps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => copy.StepAsync()));

        steps.ShouldContain(step => step.Copy != null);
        await copy.FinishAsync();
        (await aws.VersionsAsync(copy.Target)).Count.ShouldBe(1);
        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_left_beside_a_finished_copy_is_aborted_by_whoever_comes_again()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        await copy.FinishAsync();
        await aws.Aws.S3(copy.Target.Region).InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = copy.Target.Bucket, Key = LargeCopy.Key });

        (await copy.StepAsync()).Copy!.Identity.ShouldBe(CopyIdentity.L1);

        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_conflict_with_another_write_the_file_is_uploaded_anew()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(FaultKind.Error, "s3", "CompleteMultipartUpload")
        {
            Status = 409,
            Code = "ConditionalRequestConflict",
            Times = 1,
        });

        (await copy.StepAsync()).Copy.ShouldBeNull();
        (await copy.UploadsAsync()).ShouldBeEmpty();

        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L1);
    }

    [Fact]
    public async Task An_upload_that_something_aborts_is_begun_again()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Before("UploadPartCopy", copy, () => AbortAsync(copy), skip: 3);

        (await copy.StepAsync()).Copy.ShouldBeNull();

        (await copy.FinishAsync()).Identity.ShouldBe(CopyIdentity.L1);
        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_with_other_bytes_is_refused_by_S3_and_leaves_nothing()
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Before("CompleteMultipartUpload", copy, () => OverwritePartAsync(copy));

        // The listed ETag is not the part's any more, so the parts are listed again, and then the checksum of all of them differs.
        (await Should.ThrowAsync<CopyNotIdenticalException>(copy.StepAsync())).Message.ShouldContain("S3 refused to complete");

        (await aws.KeysAsync(copy.Target)).ShouldBeEmpty();
        (await copy.UploadsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FaultKind.EmbeddedError)]
    [InlineData(FaultKind.Error)]
    public async Task A_completion_that_fails_is_repeated_and_copies_no_part_again(FaultKind kind)
    {
        var copy = await LargeCopy.ExportAsync(aws);
        Plan(copy, new Fault(kind, "s3", "CompleteMultipartUpload") { Code = "InternalError", Times = 1 });

        await Should.ThrowAsync<TransientServiceException>(copy.StepAsync());
        var step = await copy.StepAsync();

        (step.Copy!.Identity, step.Tally.Parts).ShouldBe((CopyIdentity.L1, 0));
    }

    private void Plan(LargeCopy copy, Fault fault) => aws.Plan(fault with { ResourceContains = copy.Target.Bucket });

    private void Before(string operation, LargeCopy copy, Func<Task> interfere, int skip = 0) => Plan(
        copy, new Fault(FaultKind.Interfere, "s3", operation) { Skip = skip, Times = 1, Before = interfere });

    private Task<GetObjectMetadataResponse> HeadAsync(LargeCopy copy) => aws.Aws.S3(copy.Target.Region).GetObjectMetadataAsync(
        new GetObjectMetadataRequest { BucketName = copy.Target.Bucket, Key = LargeCopy.Key, ChecksumMode = ChecksumMode.ENABLED });

    private async Task AbortAsync(LargeCopy copy)
    {
        var (id, _) = (await copy.UploadsAsync()).Single();
        await aws.Aws.S3(copy.Target.Region).AbortMultipartUploadAsync(copy.Target.Bucket, LargeCopy.Key, id);
    }

    private async Task OverwritePartAsync(LargeCopy copy)
    {
        var (id, _) = (await copy.UploadsAsync()).Single();
        using var body = new MemoryStream(new byte[5 << 20]);
        await aws.Aws.S3(copy.Target.Region).UploadPartAsync(new UploadPartRequest
        {
            BucketName = copy.Target.Bucket,
            Key = LargeCopy.Key,
            UploadId = id,
            PartNumber = 2,
            InputStream = body,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        });
    }
}
