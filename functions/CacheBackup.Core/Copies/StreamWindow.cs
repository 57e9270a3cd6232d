namespace CacheBackup.Core.Copies;

/// <summary>
/// Decides how many parts may be in flight. It halves when S3 says SlowDown; it grows by one a part up to where that happened, then by a
/// sixteenth a round, and only while a round moves more than the best one before it.
/// </summary>
public sealed class StreamWindow
{
    private const int Least = 4;

    // A rate measured over one round varies by more than this only when something has changed.
    private const double Noticeable = 1.02;

    private readonly int _most;
    private readonly int _least;
    private int _quickUntil;
    private TimeSpan _cutAt = TimeSpan.MinValue;
    private TimeSpan _roundStartedAt;
    private int _roundParts;
    private int _roundLength;
    private long _roundBytes;
    private double _bestRate;
    private bool _grows = true;

    /// <summary>A window.</summary>
    /// <param name="most">It never allows more.</param>
    public StreamWindow(int most)
    {
        (_most, _quickUntil, _least) = (most, most, Math.Min(Least, most));
        // One stream is slow, and of what is too much S3 tells at once: growing to the most would cost a round of every file.
        Limit = _roundLength = most;
    }

    /// <summary>Parts that may be in flight.</summary>
    public int Limit { get; private set; }

    /// <summary>A part has been copied.</summary>
    /// <param name="now">Since the start.</param>
    /// <param name="bytes">Its size.</param>
    public void OnCopied(TimeSpan now, long bytes)
    {
        _roundParts++;
        _roundBytes += bytes;
        if (Limit < _quickUntil && _grows)
        {
            Limit++;
        }

        if (_roundParts >= _roundLength)
        {
            EndRound(now);
        }
    }

    /// <summary>S3 answered 503 SlowDown.</summary>
    /// <param name="now">Since the start.</param>
    /// <param name="startedAt">When that request was sent: one sent before the last cut says nothing new.</param>
    public void OnThrottled(TimeSpan now, TimeSpan startedAt)
    {
        if (startedAt < _cutAt)
        {
            return;
        }

        _cutAt = now;
        Limit = Math.Max(_least, Limit / 2);
        // The level that was too much is approached slowly.
        _quickUntil = Limit + (Limit / 2);
        (_bestRate, _grows) = (0, true);
        BeginRound(now);
    }

    private void EndRound(TimeSpan now)
    {
        var rate = _roundBytes / Math.Max((now - _roundStartedAt).TotalSeconds, 0.001);
        _grows = rate > _bestRate * Noticeable;
        _bestRate = Math.Max(_bestRate, rate);
        if (_grows && Limit >= _quickUntil)
        {
            Limit = Math.Min(_most, Limit + Math.Max(1, Limit / 16));
        }

        BeginRound(now);
    }

    private void BeginRound(TimeSpan now) => (_roundStartedAt, _roundParts, _roundBytes, _roundLength) = (now, 0, 0, Limit);
}
