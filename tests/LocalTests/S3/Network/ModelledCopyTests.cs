using System.Diagnostics;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3;
using CacheBackup.LocalAws.S3.Network;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3.Network;

/// <summary>Copies over HTTP on an S3 that has a network.</summary>
public sealed class ModelledCopyTests(ModelledCopyTests.Aws aws) : IClassFixture<ModelledCopyTests.Aws>
{
    private const long Megabyte = 1_000_000;

    // 3.1 s and 60 MB at 6 MB/s are 13.1 s, at scale 100; 5 GB would take 8 s here.
    [Theory]
    [InlineData("eu-west-1", 60 * Megabyte, 0.131, 5)]
    [InlineData("us-east-1", 5000 * Megabyte, 0, 5)]
    public async Task Only_a_copy_to_another_Region_takes_time(string sourceRegion, long bytes, double least, double most)
    {
        using var s3 = aws.S3("us-east-1");
        var (source, target) = (await aws.NewBucketAsync(sourceRegion), await aws.NewBucketAsync("us-east-1"));
        aws.Host.S3.Put(source, "object", new GeneratedObject(1, bytes));

        var clock = Stopwatch.StartNew();
        await s3.CopyObjectAsync(Copy(source, target, "copy"));

        clock.Elapsed.TotalSeconds.ShouldBeInRange(least, most);
    }

    [Fact]
    public async Task A_client_that_disconnects_leaves_no_copy()
    {
        using var s3 = aws.S3("us-east-1");
        var (source, target) = (await aws.NewBucketAsync(), await aws.NewBucketAsync("us-east-1"));
        aws.Host.S3.Put(source, "object", new GeneratedObject(1, 60 * Megabyte));

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(
            s3.CopyObjectAsync(Copy(source, target, "abandoned"), patience.Token));

        // Takes as long as the other would have taken.
        await s3.CopyObjectAsync(Copy(source, target, "awaited"));
        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = target });
        listed.S3Objects.Select(item => item.Key).ShouldBe(["awaited"]);
    }

    private static CopyObjectRequest Copy(string source, string target, string key) => new()
    {
        SourceBucket = source, SourceKey = "object", DestinationBucket = target, DestinationKey = key,
    };

    /// <summary>Scenario B, a hundred times as fast.</summary>
    public sealed class Aws : LocalAwsFixture
    {
        protected override LocalAwsOptions Options =>
            new() { Port = 0, TimeScale = 100, Network = new NetworkModel(NetworkScenarios.B) };
    }
}
