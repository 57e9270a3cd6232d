using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;
using CacheBackup.LocalAws.S3;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.Rdb;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>This project: the shipped function, in processes as Lambda runs them, driven by the shipped machine's states.</summary>
internal sealed class EngineCopier : ICopier
{
    private const string FunctionName = "CopyToRegion";

    /// <summary>Of each file copied to warm the processes up, before the clock starts: enough to be copied in parts.</summary>
    private const long WarmUpBytes = 100_000_000;

    /// <summary>Processes to warm up at least: one file may be copied by several.</summary>
    private const int LeastWarm = 4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public string Name => "engine";

    public string Title => "this project";

    public bool IsPeer => false;

    public bool IsQuiet => false;

    public string? Missing => null;

    public int FilesOf(CopySize size) => size.Shards;

    public async Task<CopyFigures> CopyAsync(CopyStage stage)
    {
        var machine = await CopyMachine.DeployAsync(stage.Host);
        if (stage.Case.TimeScale > 1)
        {
            // A cold start takes real time: multiplied by the scale it would be minutes.
            await WarmUpAsync(stage, machine);
        }

        var shards = await ShardsAsync(stage, stage.Names);
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(stage, ended.Token);
        var (requests, copies, processor) = (stage.Requests, CopyRequestsOf(stage), ProcessorTime.Now());
        var earlier = stage.Host.StepFunctions.Machines.Executions;
        var clock = Stopwatch.StartNew();
        await machine.RunAsync(Backup(stage, CopyStage.Folder), shards);
        var seconds = clock.Elapsed.TotalSeconds * stage.Case.TimeScale;
        await ended.CancelAsync();
        var (peak, files) = await watching;
        return new CopyFigures(seconds, stage.Requests - requests, peak)
        {
            OpenFiles = files,
            Busy = processor.BusySince(),
            Costs = CostsOf(stage, stage.Host.StepFunctions.Machines.Executions.Except(earlier), CopyRequestsOf(stage) - copies),
        };
    }

    private static async Task WarmUpAsync(CopyStage stage, CopyMachine machine)
    {
        const string Folder = "elasticache/benchmark/warm-up";
        var names = Enumerable.Range(1, Math.Max(LeastWarm, stage.Names.Count)).Select(number => $"warm-up-{number}").ToList();
        foreach (var name in names)
        {
            stage.Host.S3.Put(CopyStage.Source, $"{Folder}/{name}", new GeneratedObject(0, WarmUpBytes));
        }

        await machine.RunAsync(Backup(stage, Folder), await ShardsAsync(stage, names, Folder));
    }

    private static JsonNode Backup(CopyStage stage, string folder) => JsonSerializer.SerializeToNode(new
    {
        Folder = folder,
        ExportBucket = new BucketLocation(CopyStage.Source, CopyStage.SourceRegion, stage.Host.Context.Options.DefaultAccountId),
        MinimumIdentity = "L2",
        Destinations = new[] { new CopyDestination(CopyStage.TargetRegion, CopyStage.Target) },
    })!;

    private static async Task<JsonArray> ShardsAsync(CopyStage stage, IEnumerable<string> names, string folder = CopyStage.Folder)
    {
        var shards = new JsonArray();
        foreach (var name in names)
        {
            var head = await stage.HeadAsync(CopyStage.SourceRegion, CopyStage.Source, $"{folder}/{name}");
            var shard = new VerifiedShard(name, head.ContentLength, head.ETag.Trim('"'), null, "REDIS0011", Keys: 1, RdbVerdict.Valid);
            shards.Add(JsonSerializer.SerializeToNode(shard));

            // The function copies the report with its file.
            using var s3 = stage.S3(CopyStage.SourceRegion);
            await s3.PutObjectAsync(new() { BucketName = CopyStage.Source, Key = $"{folder}/{ExportedFile.ReportNameOf(name)}", ContentBody = "{}" });
        }

        return shards;
    }

    private static async Task<(long Peak, int Files)> WatchAsync(CopyStage stage, CancellationToken ended)
    {
        var (peak, files) = (0L, 0);
        while (true)
        {
            foreach (var process in stage.Host.Lambda.ProcessesOf(FunctionName))
            {
                peak = Math.Max(peak, ProcessPeaks.MemoryOf(process));
                files = Math.Max(files, ProcessPeaks.FilesOf(process));
            }

            if (ended.IsCancellationRequested)
            {
                return (peak, files);
            }

            await Task.Delay(LookEvery, ended).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static long CopyRequestsOf(CopyStage stage) => stage.Host.S3.Requests
        .Where(request => request.Key is "CopyObject" or "CreateMultipartUpload" or "UploadPartCopy" or "CompleteMultipartUpload"
            || request.Key.StartsWith("List", StringComparison.Ordinal))
        .Sum(request => request.Value);

    private static CopyCosts CostsOf(CopyStage stage, IEnumerable<Execution> executions, long copyRequests)
    {
        var memory = stage.Host.Lambda.Functions.Single(function => function.ShortName == FunctionName).MemoryMegabytes / 1024.0;
        var (transitions, invocations, seconds) = (0L, 0L, 0.0);
        foreach (var execution in executions)
        {
            var events = execution.History.Events;
            var scheduled = events.Count(one => one.Type == "TaskScheduled");
            transitions += events.Count(one => one.Type.EndsWith("StateEntered", StringComparison.Ordinal))
                + scheduled - events.Count(one => one.Type == "TaskStateEntered");
            invocations += scheduled;
            seconds += events.Where(one => one.Type is "TaskSucceeded" or "TaskFailed").Sum(one => Since(events, one));
        }

        return new CopyCosts(transitions, invocations, seconds * stage.Case.TimeScale * memory, copyRequests);
    }

    /// <summary>Real seconds since a task's start.</summary>
    private static double Since(IReadOnlyList<HistoryEvent> events, HistoryEvent end) =>
        (end.Timestamp - events[(int)end.PreviousEventId - 1].Timestamp).TotalSeconds;
}
