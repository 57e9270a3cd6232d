namespace CacheBackup.LocalAws.S3.Network;

/// <summary>How fast S3 copies between Regions. Without one, copies take no time.</summary>
/// <param name="AcrossRegions">Between two Regions that <see cref="Pairs"/> does not name.</param>
public sealed record NetworkModel(LinkModel AcrossRegions)
{
    /// <summary>From one Region to another, each direction for itself.</summary>
    public IReadOnlyDictionary<(string Source, string Destination), LinkModel> Pairs { get; init; } =
        new Dictionary<(string Source, string Destination), LinkModel>();

    /// <summary>Inside one Region; null for no time.</summary>
    public LinkModel? WithinRegion { get; init; }

    /// <summary>Which requests are slow or refused: the same for the same seed, whatever order they come in.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The model of copies from one Region to another; null for no time.</summary>
    internal LinkModel? Between(string source, string destination) =>
        Pairs.TryGetValue((source, destination), out var pair) ? pair
        : source == destination ? WithinRegion
        : AcrossRegions;
}

/// <summary>
/// Copies from one Region to another: a request waits for <paramref name="PerRequest"/>, then its bytes flow. All times are
/// simulated: <see cref="Hosting.Pace"/> says how fast they pass.
/// </summary>
/// <param name="BytesPerSecondPerStream">Most that one request copies; above 0.</param>
/// <param name="PerRequest">What every request takes besides its bytes.</param>
/// <param name="BytesPerSecond">Most that all requests together copy; they share it fairly.</param>
public sealed record LinkModel(double BytesPerSecondPerStream, TimeSpan PerRequest, double BytesPerSecond)
{
    /// <summary>Share of the requests that are slow, 0 to 1.</summary>
    public double SlowShare { get; init; }

    /// <summary>How many times as long a slow request takes, 1 or more.</summary>
    public double SlowFactor { get; init; } = 6;

    /// <summary>Share of the requests that are answered 503 SlowDown, 0 to 1.</summary>
    public double RefusedShare { get; init; }

    /// <summary>Requests a second into one bucket above which they are answered 503 SlowDown, after a second's worth at once.</summary>
    public double? RequestsPerSecond { get; init; }
}

/// <summary>Planning rates for copies across Regions, from slow to fast.</summary>
/// <remarks>
/// Bytes a second of one stream and fixed seconds of one part are what others have reported. The cap is what 512 streams would
/// carry, but never more than the best aggregate anyone has published.
/// </remarks>
public static class NetworkScenarios
{
    private const double Megabyte = 1_000_000;
    private const double BestPublished = 2_700 * Megabyte;
    private const int Streams = 512;

    /// <summary>2 MB/s and 0.3 s; 1.02 GB/s in all.</summary>
    public static LinkModel A { get; } = Of(2, 0.3);

    /// <summary>6 MB/s and 3.1 s; 2.7 GB/s in all.</summary>
    public static LinkModel B { get; } = Of(6, 3.1);

    /// <summary>12 MB/s and 1 s; 2.7 GB/s in all.</summary>
    public static LinkModel C { get; } = Of(12, 1);

    /// <summary>The scenario of a name, in any case; null where there is none.</summary>
    public static LinkModel? Find(string name) => name.ToUpperInvariant() switch
    {
        "A" => A,
        "B" => B,
        "C" => C,
        _ => null,
    };

    private static LinkModel Of(double megabytesPerSecond, double seconds) => new(
        megabytesPerSecond * Megabyte, TimeSpan.FromSeconds(seconds), Math.Min(BestPublished, Streams * megabytesPerSecond * Megabyte));
}
