using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Verification;

/// <summary>Verifications that take several invocations, or that S3 makes difficult.</summary>
[Collection(LocalAwsCollection.Name)]
public class ResumedVerificationTests(LocalAwsFixture aws)
{
    private const string Folder = "p/cache/backup";
    private const string Key = $"{Folder}/shard-0001.rdb";
    private const string ReportKey = $"{Folder}/shard-0001.verify.json";
    private const string CheckpointKey = $"{Folder}/shard-0001.verify.checkpoint";

    // Reads by 256 KiB, eight at a time.
    private static readonly FunctionMemory Little = new(16);

    // Twelve parts.
    private static readonly byte[] File = RdbFile.WithKeys(6_000, valueBytes: 950);

    [Theory]
    [InlineData(VerificationLevel.Quick)]
    [InlineData(VerificationLevel.Deep)]
    [InlineData(VerificationLevel.Full)]
    public async Task Stopped_after_every_part_it_writes_the_same_report_byte_for_byte_and_leaves_nothing_else(VerificationLevel level)
    {
        var (bucket, same) = (await NewBucketAsync(versioned: true), await NewBucketAsync(versioned: true));
        var order = OrderOf(level);

        var offsets = new List<long>();
        VerificationProgress progress;
        do
        {
            progress = await VerifyAsync(bucket, order, new HastyClock(TimeSpan.FromDays(1)));
            offsets.Add(progress.Offset);
        }
        while (progress.Shard is null);

        offsets.Count.ShouldBeGreaterThan(File.Length / (256 * 1024));
        offsets.ShouldBeInOrder(SortDirection.Ascending);
        await VerifyAsync(same, order, TimeProvider.System);
        Normal(await aws.ReadAsync(bucket, ReportKey)).ShouldBe(Normal(await aws.ReadAsync(same, ReportKey)));
        (await aws.VersionsAsync(bucket)).ShouldBe([Key, ReportKey]);
    }

    [Fact]
    public async Task A_process_killed_midway_has_left_a_checkpoint_of_the_last_minute()
    {
        var bucket = await NewBucketAsync();
        using var killed = new CancellationTokenSource();
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "GetObject")
        {
            ResourceContains = $"{bucket.Bucket}/{Key}",
            Skip = 10,
            Times = 1,
            Before = async () =>
            {
                await LocalAwsFixture.UntilAsync(async () => (await aws.KeysAsync(bucket)).Contains(CheckpointKey));
                await killed.CancelAsync();
            },
        });

        await Should.ThrowAsync<Exception>(VerifyAsync(bucket, OrderOf(), new HastyClock(TimeSpan.FromSeconds(61)), cancellationToken: killed.Token));
        var resumed = await VerifyAsync(bucket, OrderOf(), TimeProvider.System);

        resumed.BytesRead.ShouldBeLessThan(File.Length);
        resumed.Shard.ShouldNotBeNull().Keys.ShouldBe(6_000);
        (await aws.KeysAsync(bucket)).ShouldBe([Key, ReportKey]);
    }

    [Fact]
    public async Task When_S3_fails_for_good_what_was_verified_is_kept()
    {
        var bucket = await NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Error, "s3", "GetObject") { ResourceContains = $"{bucket.Bucket}/{Key}", Skip = 9, Times = 40 });

        await Should.ThrowAsync<TransientServiceException>(VerifyAsync(bucket, OrderOf(), Patient()));
        await DrainFaultsAsync(bucket);
        var resumed = await VerifyAsync(bucket, OrderOf(), Patient());

        resumed.BytesRead.ShouldBeLessThan(File.Length);
        resumed.Shard.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.DropConnection)]
    public async Task A_part_that_cannot_be_read_is_read_again(FaultKind kind)
    {
        var bucket = await NewBucketAsync();
        aws.Plan(new Fault(kind, "s3", "GetObject") { ResourceContains = $"{bucket.Bucket}/{Key}", Skip = 2, Times = 3 });

        (await VerifyAsync(bucket, OrderOf(), Patient())).Shard.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_part_that_does_not_come_is_given_up_and_read_again()
    {
        var bucket = await NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Stall, "s3", "GetObject")
        {
            ResourceContains = $"{bucket.Bucket}/{Key}", Times = 1, Delay = TimeSpan.FromSeconds(20),
        });

        (await VerifyAsync(bucket, OrderOf(), Patient())).Shard.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_part_that_comes_short_is_read_again()
    {
        var bucket = await NewBucketAsync();
        using var clients = new ShortAnswers(aws.Host.Context.Endpoint, times: 3);

        (await VerifyAsync(bucket, OrderOf(), Patient(), clients)).Shard.ShouldNotBeNull();
    }

    [Fact]
    public async Task Parts_that_always_come_short_are_a_hiccup_for_the_machine_to_retry()
    {
        var bucket = await NewBucketAsync();
        using var clients = new ShortAnswers(aws.Host.Context.Endpoint, times: int.MaxValue);

        await Should.ThrowAsync<TransientServiceException>(VerifyAsync(bucket, OrderOf(), Patient(), clients));
    }

    [Fact]
    public async Task An_invocation_that_cannot_read_one_part_is_a_hiccup_and_not_a_step_of_an_endless_loop()
    {
        var bucket = await NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Stall, "s3", "GetObject") { ResourceContains = $"{bucket.Bucket}/{Key}", Delay = TimeSpan.FromSeconds(20) });

        var error = await Should.ThrowAsync<TransientServiceException>(
            VerifyAsync(bucket, OrderOf(), new HastyClock(TimeSpan.Zero), remaining: TimeSpan.FromSeconds(5)));

        error.Message.ShouldContain("Not one part");
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_not_used_and_says_so()
    {
        var bucket = await NewBucketAsync();
        await StopOnceAsync(bucket);
        var writer = new ObjectWriter(aws.Aws, new BucketObjects(aws.Aws));
        var stored = (await new BucketObjects(aws.Aws).FindAsync(bucket, CheckpointKey, default))!;
        stored.Content[20] ^= 1;
        await writer.ReplaceAsync(bucket, CheckpointKey, stored.Content, stored.Metadata, default);

        var progress = await VerifyAsync(bucket, OrderOf(), TimeProvider.System);

        progress.Note.ShouldNotBeNull().ShouldContain("its checksum is wrong");
        progress.BytesRead.ShouldBe(File.Length);
        (await aws.KeysAsync(bucket)).ShouldBe([Key, ReportKey]);
    }

    [Fact]
    public async Task A_checkpoint_that_somebody_else_wrote_is_not_used()
    {
        var bucket = await NewBucketAsync();
        await aws.PutAsync(bucket, CheckpointKey, [1, 2, 3]);

        (await VerifyAsync(bucket, OrderOf(), TimeProvider.System)).BytesRead.ShouldBe(File.Length);
    }

    [Fact]
    public async Task A_checkpoint_of_other_options_is_not_used()
    {
        var bucket = await NewBucketAsync();
        await StopOnceAsync(bucket);

        var progress = await VerifyAsync(bucket, OrderOf(VerificationLevel.Full), TimeProvider.System);

        progress.Note.ShouldBe("it was begun with other options");
        progress.Shard.ShouldNotBeNull();
        progress.Report!.Found.Level.ShouldBe(VerificationLevel.Full);
    }

    [Fact]
    public async Task A_checkpoint_of_another_version_of_the_file_means_that_it_has_changed()
    {
        var bucket = await NewBucketAsync();
        await StopOnceAsync(bucket);
        await aws.PutAsync(bucket, Key, RdbFile.Of());

        await Should.ThrowAsync<ExportedFileChangedException>(VerifyAsync(bucket, OrderOf(), TimeProvider.System));
    }

    [Fact]
    public async Task A_checkpoint_left_beside_a_finished_report_is_removed()
    {
        var bucket = await NewBucketAsync(versioned: true);
        await VerifyAsync(bucket, OrderOf(), TimeProvider.System);
        await aws.PutAsync(bucket, CheckpointKey, [1]);

        await VerifyAsync(bucket, OrderOf(), TimeProvider.System);

        (await aws.VersionsAsync(bucket)).ShouldBe([Key, ReportKey]);
    }

    private static HastyClock Patient() => new(TimeSpan.Zero);

    private static VerificationOrder OrderOf(VerificationLevel level = VerificationLevel.Deep) =>
        new(LocalAwsFixture.Verification with { Level = level }, LocalAwsFixture.StartedAt);

    private async Task<BucketLocation> NewBucketAsync(bool versioned = false)
    {
        var bucket = await aws.NewBucketAsync(versioned: versioned);
        await aws.PutAsync(bucket, Key, File);
        return bucket;
    }

    private async Task StopOnceAsync(BucketLocation bucket)
    {
        (await VerifyAsync(bucket, OrderOf(), new HastyClock(TimeSpan.FromDays(1)))).Shard.ShouldBeNull();
        (await aws.KeysAsync(bucket)).ShouldContain(CheckpointKey);
    }

    private Task<VerificationProgress> VerifyAsync(
        BucketLocation bucket,
        VerificationOrder order,
        TimeProvider clock,
        IAwsClients? clients = null,
        TimeSpan? remaining = null,
        CancellationToken cancellationToken = default)
    {
        var objects = new BucketObjects(clients ?? aws.Aws);
        var writer = new ObjectWriter(aws.Aws, objects);
        var checkpoints = new CheckpointStore(objects, writer, new ObjectRemover(aws.Aws));
        return new ExportVerifier(objects, checkpoints, writer, clock).VerifyAsync(
            new ExportedFile(bucket, Folder, "shard-0001.rdb"),
            order,
            new InvocationLimits(Little, new InvocationTime(clock, remaining ?? TimeSpan.FromHours(12))),
            cancellationToken);
    }

    // Calls until the planned errors are used up.
    private Task DrainFaultsAsync(BucketLocation bucket) => LocalAwsFixture.UntilAsync(async () =>
    {
        try
        {
            return await aws.Aws.S3(bucket.Region).GetObjectAsync(bucket.Bucket, Key) is not null;
        }
        catch (Amazon.S3.AmazonS3Exception)
        {
            return false;
        }
    });

    // The version id is of the bucket.
    private static string Normal(byte[] report) =>
        string.Join('\n', System.Text.Encoding.UTF8.GetString(report).Split('\n').Where(line => !line.Contains("\"versionId\"", StringComparison.Ordinal)));
}
