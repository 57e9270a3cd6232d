using System.Diagnostics;
using Amazon.S3.Model;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>One CopyObject after the other. What is larger than CopyObject takes comes as several files.</summary>
internal sealed class SequentialCopier : ICopier
{
    /// <summary>CopyObject takes 5 GiB.</summary>
    private const long MostBytes = 5_000_000_000;

    public string Name => "sequential";

    public string Title => "CopyObject in a loop";

    public bool IsPeer => true;

    public bool IsQuiet => true;

    public string? Missing => null;

    public int FilesOf(CopySize size) => (int)((size.Bytes + MostBytes - 1) / MostBytes);

    public async Task<CopyFigures> CopyAsync(CopyStage stage)
    {
        using var s3 = stage.S3(CopyStage.TargetRegion);
        var before = stage.Requests;
        var clock = Stopwatch.StartNew();
        foreach (var key in stage.Names.Select(CopyStage.KeyOf))
        {
            await s3.CopyObjectAsync(new CopyObjectRequest
            {
                SourceBucket = CopyStage.Source, SourceKey = key, DestinationBucket = CopyStage.Target, DestinationKey = key,
            });
        }

        return new CopyFigures(clock.Elapsed.TotalSeconds * stage.Case.TimeScale, stage.Requests - before, null);
    }
}
