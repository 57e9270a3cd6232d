namespace CacheBackup.Core.Copies;

/// <summary>The parts still to be copied: waiting, in flight, or to be asked for again later.</summary>
/// <param name="random">Spreads repetitions.</param>
internal sealed class PartFlights(Random random)
{
    // With waits of up to 20 s between them these last a minute or two: longer than a hiccup.
    private const int MostFailures = 8;
    private const double FirstWaitSeconds = 0.5;
    private const double LongestWaitSeconds = 20;

    // A second request can be late too. More than three for one part would say that it is not the requests that are slow.
    private const int MostAtOnce = 3;

    private readonly Queue<PartFlight> _fresh = new();
    private readonly PriorityQueue<PartFlight, TimeSpan> _again = new();
    private readonly HashSet<PartAttempt> _attempts = [];
    private int _left;
    private int _reissues;

    /// <summary>Requests under way.</summary>
    public int InFlight => _attempts.Count;

    /// <summary>Whether every part has been copied.</summary>
    public bool IsDone => _left == 0;

    /// <summary>Adds parts nobody has asked for.</summary>
    public void Add(IReadOnlyList<PartRange> parts)
    {
        _left += parts.Count;
        foreach (var part in parts)
        {
            _fresh.Enqueue(new PartFlight(part));
        }
    }

    /// <summary>The next part to ask for; null where none is due.</summary>
    public PartFlight? NextDue(TimeSpan now)
    {
        if (_again.TryPeek(out _, out var due) && due <= now)
        {
            return _again.Dequeue();
        }

        return _fresh.TryDequeue(out var flight) ? flight : null;
    }

    /// <summary>A part that is so late that it is to be asked for once more; null where none is.</summary>
    /// <param name="now">Since the start.</param>
    /// <param name="pace">Knows what is late.</param>
    /// <param name="mostReissues">Further requests that may be under way while parts wait for their first.</param>
    public PartFlight? NextLate(TimeSpan now, PartPace pace, int mostReissues)
    {
        var isLastRound = _fresh.Count == 0;
        if (pace.Usual is null || (!isLastRound && _reissues >= mostReissues))
        {
            return null;
        }

        var next = _attempts.Where(attempt => attempt.IsFirst && attempt.Flight is { IsCopied: false, Attempts.Count: < MostAtOnce })
            .MinBy(LateAt);
        return next is not null && now > LateAt(next) ? next.Flight : null;

        TimeSpan? LateAt(PartAttempt first) => first.StartedAt + pace.LateAfter(first.Flight.Attempts.Count, isLastRound);
    }

    /// <summary>A request for a part begins.</summary>
    public PartAttempt Begin(PartFlight flight, TimeSpan now, TimeSpan timeout, TimeProvider clock, CancellationToken stop)
    {
        var attempt = new PartAttempt(flight, now, timeout, clock, stop);
        _reissues += flight.Attempts.Count > 0 ? 1 : 0;
        flight.Attempts.Add(attempt);
        _attempts.Add(attempt);
        return attempt;
    }

    /// <summary>A request has ended, however.</summary>
    public void End(PartAttempt? attempt)
    {
        if (attempt is not null && _attempts.Remove(attempt))
        {
            attempt.Flight.Attempts.Remove(attempt);
            _reissues -= attempt.Flight.Attempts.Count > 0 ? 1 : 0;
            attempt.Dispose();
        }
    }

    /// <summary>The part is there: the other request for it, if any, is no longer needed.</summary>
    public void Copied(PartFlight flight)
    {
        flight.IsCopied = true;
        _left--;
        foreach (var loser in flight.Attempts)
        {
            loser.Cancel();
        }
    }

    /// <summary>A request for the part failed; it is asked for again later unless another request is under way.</summary>
    /// <returns>False when it has failed too often.</returns>
    public bool Failed(PartFlight flight, TimeSpan now, bool isThrottled)
    {
        // SlowDown says something about all parts, not about this one. What bounds it is the time.
        flight.Failures += isThrottled ? 0 : 1;
        flight.Waits++;
        if (flight.Failures > MostFailures)
        {
            return false;
        }

        if (flight.Attempts.Count == 0)
        {
            _again.Enqueue(flight, now + WaitBefore(flight.Waits));
        }

        return true;
    }

    // Full jitter: requests that failed together come back apart.
    private TimeSpan WaitBefore(int waits) => TimeSpan.FromSeconds(
        random.NextDouble() * Math.Min(LongestWaitSeconds, FirstWaitSeconds * Math.Pow(2, Math.Min(waits, 10))));
}

/// <summary>A part on its way.</summary>
internal sealed class PartFlight(PartRange part)
{
    public PartRange Part { get; } = part;

    /// <summary>Requests for it under way, the latest last: several where the first one was late.</summary>
    public List<PartAttempt> Attempts { get; } = new(1);

    /// <summary>Requests that failed by themselves.</summary>
    public int Failures { get; set; }

    /// <summary>Requests that failed or were throttled.</summary>
    public int Waits { get; set; }

    public bool IsCopied { get; set; }
}

/// <summary>One request for a part.</summary>
internal sealed class PartAttempt : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _linked;

    public PartAttempt(PartFlight flight, TimeSpan startedAt, TimeSpan timeout, TimeProvider clock, CancellationToken stop)
    {
        (Flight, StartedAt) = (flight, startedAt);
        _timeout = new CancellationTokenSource(timeout, clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(stop, _timeout.Token);
    }

    public PartFlight Flight { get; }

    /// <summary>Whether no request for the part that is under way was sent before it.</summary>
    public bool IsFirst => Flight.Attempts[0] == this;

    /// <summary>Since the pump started.</summary>
    public TimeSpan StartedAt { get; }

    public CancellationToken Token => _linked.Token;

    public void Cancel() => _linked.Cancel();

    public void Dispose()
    {
        _linked.Dispose();
        _timeout.Dispose();
    }
}
