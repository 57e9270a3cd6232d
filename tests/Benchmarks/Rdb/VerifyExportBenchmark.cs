using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Commands;
using CacheBackup.LocalAws.Hosting;
using Spectre.Console;

namespace CacheBackup.Benchmarks.Rdb;

/// <summary>
/// <c>VerifyExport</c> as it is deployed, with the memory of the template, over files in the local S3, which takes its share
/// of the same processors.
/// </summary>
internal sealed class VerifyExportBenchmark : IAsyncDisposable
{
    private const double Megabyte = 1_000_000;
    private const string FunctionName = "VerifyExport";
    private const string Bucket = "verify-export-benchmark";
    private const string Folder = "elasticache/benchmark/20261120t030000z-00000000";

    private static readonly string[] Levels = ["Quick", "Deep", "Full"];

    private readonly LocalAwsHost _host;
    private readonly LocalEndpoint _endpoint;
    private readonly AmazonS3Client _s3;

    private VerifyExportBenchmark(LocalAwsHost host, LocalEndpoint endpoint, AmazonS3Client s3) => (_host, _endpoint, _s3) = (host, endpoint, s3);

    public static async Task<Table> RunAsync()
    {
        var options = new LocalAwsOptions { Port = 0 };
        var host = await LocalAwsHost.StartAsync(options);
        var configuration = new AmazonS3Config
        {
            ServiceURL = host.Context.Endpoint.ToString(), AuthenticationRegion = options.Region, ForcePathStyle = true,
        };
        await using var benchmark = new VerifyExportBenchmark(
            host, new LocalEndpoint(host.Context.Endpoint, options), new AmazonS3Client(new BasicAWSCredentials("test", "local"), configuration));
        return await benchmark.MeasureAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        _endpoint.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<Table> MeasureAsync()
    {
        var deployed = await _host.DeployAsync(new FileInfo(Path.Combine(Repository.Root.FullName, "template.yaml")));
        var memory = deployed.Functions.Single(function => function.ShortName == FunctionName).MemoryMegabytes;
        var table = new Table().Title($"{FunctionName} over the local S3, {memory:N0} MB of memory; the second run of a process");
        table.AddColumn("File").AddColumn("Level");
        foreach (var name in new[] { "Keys", "Seconds", "MB/s", "Peak memory, MB" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        await _s3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = Bucket, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = _host.Context.Options.Region },
        });
        foreach (var file in SampleFiles.All)
        {
            await AddFileAsync(table, file);
        }

        return table;
    }

    private async Task AddFileAsync(Table table, SampleFile file)
    {
        var name = $"{file.Name}.rdb";
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = $"{Folder}/{name}", FilePath = file.Make() });
        foreach (var level in Levels)
        {
            EndProcesses();
            await VerifyAsync(name, level);
            var (keys, bytes, time) = await VerifyAsync(name, level);
            var peak = _host.Lambda.ProcessesOf(FunctionName).Max(ProcessPeaks.MemoryOf);
            table.AddRow(
                level == Levels[0] ? $"{file.Name}: {file.Content}" : "",
                level.ToLowerInvariant(),
                $"{keys:N0}",
                $"{time.TotalSeconds:F2}",
                $"{bytes / Megabyte / time.TotalSeconds:N0}",
                $"{peak / Megabyte:N0}");
        }
    }

    private async Task<(long Keys, long Bytes, TimeSpan Time)> VerifyAsync(string name, string level)
    {
        var input = new JsonObject
        {
            ["Bucket"] = new JsonObject
            {
                ["Bucket"] = Bucket, ["Region"] = _host.Context.Options.Region, ["AccountId"] = _host.Context.Options.DefaultAccountId,
            },
            ["Folder"] = Folder,
            ["Name"] = name,
            ["StartedAt"] = "2026-11-20T03:00:00Z",
            ["Verification"] = new JsonObject { ["Level"] = level, ["Target"] = null, ["AllowUnverified"] = false },
        };
        await _s3.DeleteObjectAsync(Bucket, $"{Folder}/{Path.ChangeExtension(name, ".verify.json")}");
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var (answer, isError) = await _endpoint.InvokeAsync(FunctionName, input.ToJsonString(), CancellationToken.None);
            if (isError)
            {
                throw new InvalidOperationException(answer!.ToJsonString());
            }

            if ((bool)answer!["IsDone"]!)
            {
                return ((long)answer["Shard"]!["Keys"]!, (long)answer["Shard"]!["Bytes"]!, clock.Elapsed);
            }
        }
    }

    // Linux keeps the peak of a process as long as it lives.
    private void EndProcesses()
    {
        foreach (var id in _host.Lambda.ProcessesOf(FunctionName))
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
    }
}
