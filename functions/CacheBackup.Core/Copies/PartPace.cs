namespace CacheBackup.Core.Copies;

/// <summary>What the parts copied lately say about those in flight: how long one takes, when it is late, when it is given up.</summary>
public sealed class PartPace
{
    private const int Remembered = 128;

    // Fewer say nothing about what is usual.
    private const int Enough = 8;

    // The slowest stream anyone has reported between two Regions moves 1.2 MB/s. Many invocations at once get less each.
    private const double SlowestBytesPerSecond = 250_000;
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromSeconds(10);

    private readonly Queue<TimeSpan> _latest = new(Remembered);

    /// <summary>The median time of a part; null until enough have been copied.</summary>
    public TimeSpan? Usual { get; private set; }

    /// <summary>A part has been copied.</summary>
    /// <param name="took">How long its request took.</param>
    public void OnCopied(TimeSpan took)
    {
        if (_latest.Count == Remembered)
        {
            _latest.Dequeue();
        }

        _latest.Enqueue(took);
        if (_latest.Count >= Enough)
        {
            Usual = _latest.Order().ElementAt(_latest.Count / 2);
        }
    }

    /// <summary>How long to wait for the answer to one request.</summary>
    /// <param name="bytes">Size of the part.</param>
    /// <param name="failures">How often it has failed before: each time it is given half as long again.</param>
    public TimeSpan TimeoutOf(long bytes, int failures)
    {
        var timeout = Usual is { } usual
            ? (usual * 8) + LeastTimeout
            : Overhead + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);
        return timeout * Math.Pow(1.5, Math.Min(failures, 4));
    }

    /// <summary>
    /// How long after its first request a part is so late that asking again will likely be answered sooner; null while nothing is known
    /// to be usual. S3 is told nothing twice that it has finished.
    /// </summary>
    /// <param name="requests">Requests for it under way, 1 or more: the latest one, too, gets the time that is usual.</param>
    /// <param name="isLastRound">Whether streams are idle, so that asking again costs no other part its place.</param>
    public TimeSpan? LateAfter(int requests, bool isLastRound) => Usual * ((isLastRound ? 1.25 : 1.75) + ((requests - 1) * 1.1));

    /// <summary>Whether a part begun now would likely be finished in the time left.</summary>
    /// <param name="left">Until everything in flight is given up.</param>
    public bool Fits(TimeSpan left) => left > (Usual ?? TimeSpan.Zero) * 1.25;
}
