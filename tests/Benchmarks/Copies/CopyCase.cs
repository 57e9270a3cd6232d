using System.Globalization;
using CacheBackup.LocalAws.S3.Network;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>What is copied.</summary>
/// <param name="Name">As given, such as <c>1TB/15</c>.</param>
/// <param name="Bytes">In all.</param>
/// <param name="Shards">In how many files of one size.</param>
internal sealed record CopySize(string Name, long Bytes, int Shards)
{
    private static readonly (string Unit, double Bytes)[] Units = [("MB", 1e6), ("GB", 1e9), ("TB", 1e12)];

    /// <summary>Reads a size such as <c>20GB</c> or <c>1TB/15</c>, the number of shards behind the slash.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CopySize Parse(string text)
    {
        var (size, shards) = text.Split('/') is [var one, var count] ? (one, count) : (text, "1");
        var unit = Units.FirstOrDefault(unit => size.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        return unit.Unit is not null
            && double.TryParse(size[..^2], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            && int.TryParse(shards, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0
                ? new CopySize(text, (long)(number * unit.Bytes), parsed)
                : throw new FormatException($"SIZES holds '{text}'. HINT: write sizes such as 20GB, or 1TB/15 for 15 shards.");
    }
}

/// <summary>What is copied over which network.</summary>
/// <param name="Size">What.</param>
/// <param name="Link">The network, without slow requests.</param>
/// <param name="SlowShare">Share of the requests that are slow, 0 to 1.</param>
/// <param name="TimeScale">Simulated seconds per real second.</param>
/// <param name="Seed">Decides which requests these are.</param>
internal sealed record CopyCase(CopySize Size, LinkModel Link, double SlowShare, double TimeScale, int Seed)
{
    /// <summary>The network.</summary>
    public NetworkModel Network => new(Link with { SlowShare = SlowShare }) { Seed = Seed };

    /// <summary>Seconds in which not even endless streams could copy more: all bytes at the cap.</summary>
    public double FluidBound => Size.Bytes / Link.BytesPerSecond;
}

/// <summary>What a copy took.</summary>
/// <param name="Seconds">Simulated, from the first request to the last answer.</param>
/// <param name="Requests">To S3, of any kind.</param>
/// <param name="PeakBytes">Most memory that one process had resident; null where there is none to look at.</param>
internal sealed record CopyFigures(double Seconds, long Requests, long? PeakBytes)
{
    /// <summary>Most file descriptors that one process was seen to have open.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>Share of this machine's processors that was in use, by whomever, 0 to 1: near 1 the figures are the machine's.</summary>
    public double? Busy { get; init; }

    /// <summary>What the run costs besides the traffic.</summary>
    public CopyCosts? Costs { get; init; }
}
