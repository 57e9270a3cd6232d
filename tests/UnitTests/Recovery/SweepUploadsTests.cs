using Amazon.S3.Model;
using CacheBackup.Core.Plans;
using CacheBackup.Functions.Recovery;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Recovery;

[Collection(LocalAwsCollection.Name)]
public class SweepUploadsTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task Old_uploads_below_the_prefix_are_aborted_in_every_bucket_and_no_others()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        var buckets = run.Plan.Buckets.Select(bucket => bucket.Location).ToList();
        foreach (var bucket in buckets)
        {
            await BeginAsync(bucket, "elasticache/orders/old/shard-0001.rdb");
            await BeginAsync(bucket, "elasticache-of-others/shard-0001.rdb");
        }

        // The uploads are new; a run of long after finds them old.
        var output = await SweepAsync(run, afterHours: run.Plan.AbortUploadsAfterHours + 1);

        (output.UploadsAborted, output.Left.Count).ShouldBe((2, 0));
        foreach (var bucket in buckets)
        {
            (await KeysOfUploadsAsync(bucket)).ShouldBe(["elasticache-of-others/shard-0001.rdb"]);
        }
    }

    [Fact]
    public async Task An_upload_younger_than_the_limit_may_be_a_running_backups()
    {
        var run = await aws.NewRunOfSnapshotAsync();
        await BeginAsync(run.Plan.ExportBucket, "elasticache/orders/running/shard-0001.rdb");

        (await SweepAsync(run, afterHours: run.Plan.AbortUploadsAfterHours - 1)).UploadsAborted.ShouldBe(0);
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_swept_does_not_keep_the_others_from_it()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        await BeginAsync(run.Plan.Buckets[1].Location, "elasticache/orders/old/shard-0001.rdb");
        var gone = run.Plan.Buckets[0] with { Location = run.Plan.Buckets[0].Location with { Bucket = "is-not-there" } };
        var plan = run.Plan with { Buckets = [gone, run.Plan.Buckets[1]] };

        var output = await SweepAsync(run with { Plan = plan }, afterHours: 1000);

        output.UploadsAborted.ShouldBe(1);
        output.Left.ShouldHaveSingleItem().ShouldStartWith("s3://is-not-there/elasticache/: ");
    }

    private Task<SweepUploadsOutput> SweepAsync(TestRun run, int afterHours) => aws.Function<SweepUploads>().SweepUploadsAsync(
        new SweepUploadsInput(run.StartedAt.AddHours(afterHours), run.Plan), LocalAwsFixture.Invocation());

    private Task<InitiateMultipartUploadResponse> BeginAsync(BucketLocation bucket, string key) =>
        aws.Aws.S3(bucket.Region).InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket.Bucket, Key = key });

    private async Task<IReadOnlyList<string>> KeysOfUploadsAsync(BucketLocation bucket)
    {
        var page = await aws.Aws.S3(bucket.Region).ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket.Bucket });
        return [.. (page.MultipartUploads ?? []).Select(upload => upload.Key)];
    }
}
