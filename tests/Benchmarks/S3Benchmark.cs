using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;
using Spectre.Console;

namespace CacheBackup.Benchmarks;

/// <summary>How fast the local S3 takes, gives and copies a large object; beside moto, where that is installed.</summary>
internal static class S3Benchmark
{
    private const int Mebibyte = 1024 * 1024;
    private const int ObjectMebibytes = 64;
    private const int Rounds = 5;
    private const string Bucket = "benchmark";

    public static async Task<Table> RunAsync()
    {
        var table = new Table().Title($"S3, one object of {ObjectMebibytes} MiB, median of {Rounds} after one to warm up");
        table.AddColumn("Endpoint");
        foreach (var heading in new[] { "PutObject, MiB/s", "GetObject, MiB/s", "CopyObject, ms" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        await using (var host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 }))
        {
            await AddRowAsync(table, "LocalAws (on disk, checksums checked)", host.Context.Endpoint);
        }

        using var moto = await MotoServer.StartAsync();
        if (moto is null)
        {
            table.AddRow("moto_server is not installed: no peer");
        }
        else
        {
            await AddRowAsync(table, "moto_server (in memory)", moto.Endpoint);
        }

        return table;
    }

    private static async Task AddRowAsync(Table table, string name, Uri endpoint)
    {
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials("benchmark", "benchmark"),
            new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = Bucket, UseClientRegion = false });
        var content = new byte[ObjectMebibytes * Mebibyte];
        new Random(1).NextBytes(content);

        table.AddRow(
            name,
            Speed(await TimeAsync(() => PutAsync(s3, content))),
            Speed(await TimeAsync(() => GetAsync(s3))),
            $"{(await TimeAsync(() => s3.CopyObjectAsync(Bucket, "object", Bucket, "copy"))).TotalMilliseconds:N1}");
    }

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client s3, byte[] content) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "object", InputStream = new MemoryStream(content) });

    private static async Task GetAsync(AmazonS3Client s3)
    {
        using var answer = await s3.GetObjectAsync(Bucket, "object");
        await answer.ResponseStream.CopyToAsync(Stream.Null);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> transfer)
    {
        await transfer();
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await transfer();
            times.Add(clock.Elapsed);
        }

        return Medians.Of(times);
    }

    private static string Speed(TimeSpan time) => $"{ObjectMebibytes / time.TotalSeconds:N0}";
}
