using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>How a file is cut into parts: all of one size, the last one shorter. Pure, so that every invocation cuts alike.</summary>
/// <param name="Bytes">Size of the file, 1 or more.</param>
/// <param name="PartBytes">Size of every part but the last.</param>
public sealed record CopyPlan(long Bytes, long PartBytes)
{
    /// <summary>The most parts an upload has.</summary>
    public const int MostParts = 10_000;

    /// <summary>The smallest part that is not the last one: 5 MiB.</summary>
    public const long LeastPartBytes = 5L << 20;

    /// <summary>The largest part: 5 GiB.</summary>
    public const long MostPartBytes = 5L << 30;

    /// <summary>The largest object: 10,000 parts of 5 GiB, 48.8 TiB.</summary>
    public const long MostBytes = MostParts * MostPartBytes;

    // 500 parts of room below S3's limit, so that no rounding reaches it.
    private const int MostPlannedParts = 9_500;

    // Every part costs S3 up to three seconds besides its bytes, so few large ones; but enough that a late one can be asked for again.
    private const int PartsPerStream = 2;

    /// <summary>How many parts there are.</summary>
    public int Parts => (int)((Bytes + PartBytes - 1) / PartBytes);

    /// <summary>Plans a file whose parts may be of any size.</summary>
    /// <param name="bytes">1 to <see cref="MostBytes"/>.</param>
    /// <param name="tuning">Streams and bounds.</param>
    public static CopyPlan Of(long bytes, CopyTuning tuning)
    {
        var streams = tuning.Streams * (((bytes - 1) / tuning.BytesPerInvocation) + 1);
        var partBytes = Math.Clamp(bytes / (PartsPerStream * streams), tuning.SmallestPartBytes, tuning.LargestPartBytes);
        return new CopyPlan(bytes, Math.Min(Math.Max(partBytes, WholeMebibytes(bytes / MostPlannedParts)), MostPartBytes));
    }

    /// <summary>
    /// Plans a file cut as its source was, for composite checksums and ETags are equal only then; null where the source's parts are
    /// not of one size, or take the slowest stream too long.
    /// </summary>
    public static CopyPlan? Mirroring(long bytes, SourceParts source)
    {
        if (source is { Count: > 1, FirstBytes: < LeastPartBytes } or { FirstBytes: > CopyTuning.MostBytesInOneCall })
        {
            return null;
        }

        var plan = new CopyPlan(bytes, source.FirstBytes);
        return plan.Parts == source.Count ? plan : null;
    }

    /// <summary>The part of a number.</summary>
    /// <param name="number">1 to <see cref="Parts"/>.</param>
    public PartRange Part(int number) => new(number, (number - 1) * PartBytes, Math.Min(number * PartBytes, Bytes) - 1);

    private static long WholeMebibytes(long bytes) => ((bytes >> 20) + 1) << 20;
}

/// <summary>One part of a file.</summary>
/// <param name="Number">1-10,000.</param>
/// <param name="First">Offset of its first byte.</param>
/// <param name="Last">Offset of its last byte.</param>
public readonly record struct PartRange(int Number, long First, long Last)
{
    /// <summary>Its size.</summary>
    public long Bytes => Last - First + 1;
}
