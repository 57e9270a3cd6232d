namespace CacheBackup.LocalAws.S3.Network;

/// <summary>
/// Copies over one link as a fluid: each of the copies that flow gets its own limit or a fair share of the cap, whichever
/// is less, and what one leaves the others share. Nothing happens between two events (a copy begins to flow, or ends), so
/// the link jumps from one to the next. Times are simulated seconds and never go back. Not thread-safe.
/// </summary>
internal sealed class FluidLink(LinkModel model)
{
    private readonly PriorityQueue<FluidCopy, double> _starting = new();

    // By limit, ascending: a fair share is dealt out from the slowest on.
    private readonly FluidLane[] _lanes =
    [
        new(model.BytesPerSecondPerStream / model.SlowFactor),
        new(model.BytesPerSecondPerStream),
    ];

    private double _now;

    /// <summary>Copies that flow.</summary>
    public int Flowing => _lanes.Sum(lane => lane.Count);

    /// <summary>When something happens next; null while nothing is on its way.</summary>
    public double? NextEvent
    {
        get
        {
            var next = Math.Min(NextStart, _now + _lanes.Min(lane => lane.SecondsToNextEnd));
            return double.IsPositiveInfinity(next) ? null : next;
        }
    }

    private double NextStart
    {
        get
        {
            while (_starting.TryPeek(out var copy, out var at))
            {
                if (!copy.IsCancelled)
                {
                    return at;
                }

                _starting.Dequeue();
            }

            return double.PositiveInfinity;
        }
    }

    /// <summary>Adds a copy that is requested now. <see cref="Advance"/> first.</summary>
    /// <param name="bytes">How much it copies.</param>
    /// <param name="isSlow">Whether it takes <see cref="LinkModel.SlowFactor"/> times as long.</param>
    public FluidCopy Begin(long bytes, bool isSlow)
    {
        var copy = new FluidCopy(bytes, _lanes[isSlow ? 0 : 1]);
        _starting.Enqueue(copy, _now + (model.PerRequest.TotalSeconds * (isSlow ? model.SlowFactor : 1)));
        return copy;
    }

    /// <summary>Takes a copy away that has not ended. <see cref="Advance"/> first.</summary>
    public void Cancel(FluidCopy copy)
    {
        copy.IsCancelled = true;
        if (copy.IsFlowing)
        {
            copy.Lane.Leave();
            Share();
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="now">Simulated seconds, not before the last call's.</param>
    /// <returns>The copies that have ended, in their order.</returns>
    public IReadOnlyList<FluidCopy> Advance(double now)
    {
        var ended = new List<FluidCopy>();
        while (NextEvent is { } next && next <= now)
        {
            FlowUntil(next);
            Start();
            ended.AddRange(_lanes.SelectMany(lane => lane.TakeEnded()));
            Share();
        }

        FlowUntil(now);
        return ended;
    }

    private void FlowUntil(double time)
    {
        foreach (var lane in _lanes)
        {
            lane.Flow(time - _now);
        }

        _now = Math.Max(_now, time);
    }

    private void Start()
    {
        while (NextStart <= _now)
        {
            var copy = _starting.Dequeue();
            copy.IsFlowing = true;
            copy.Lane.Join(copy);
        }
    }

    private void Share()
    {
        var (left, copies) = (model.BytesPerSecond, Flowing);
        foreach (var lane in _lanes.Where(lane => lane.Count > 0))
        {
            lane.Rate = Math.Min(lane.Limit, left / copies);
            left -= lane.Rate * lane.Count;
            copies -= lane.Count;
        }
    }
}

/// <summary>One request on a <see cref="FluidLink"/>.</summary>
internal sealed class FluidCopy(long bytes, FluidLane lane)
{
    public long Bytes { get; } = bytes;

    public FluidLane Lane { get; } = lane;

    public bool IsFlowing { get; set; }

    public bool IsCancelled { get; set; }
}

/// <summary>
/// The flowing copies of one limit. All get the same rate, so one counter serves them: a copy ends when the counter has
/// grown by its bytes.
/// </summary>
/// <param name="limit">Most bytes a second for each.</param>
internal sealed class FluidLane(double limit)
{
    /// <summary>What is below this is an error of rounding, in bytes.</summary>
    private const double Rounding = 1e-3;

    private readonly PriorityQueue<FluidCopy, double> _copies = new();

    // Bytes that a copy would have received that has flowed since the beginning.
    private double _flowed;

    public double Limit { get; } = limit;

    /// <summary>Bytes a second for each.</summary>
    public double Rate { get; set; }

    public int Count { get; private set; }

    public double SecondsToNextEnd => NextEnd is { } end ? Math.Max(0, end - _flowed) / Rate : double.PositiveInfinity;

    private double? NextEnd
    {
        get
        {
            while (_copies.TryPeek(out var copy, out var end))
            {
                if (!copy.IsCancelled)
                {
                    return end;
                }

                _copies.Dequeue();
            }

            return null;
        }
    }

    public void Join(FluidCopy copy)
    {
        _copies.Enqueue(copy, _flowed + copy.Bytes);
        Count++;
    }

    public void Leave() => Count--;

    public void Flow(double seconds) => _flowed += Count > 0 ? Rate * seconds : 0;

    public IEnumerable<FluidCopy> TakeEnded()
    {
        while (NextEnd is { } end && end <= _flowed + Rounding)
        {
            Count--;
            yield return _copies.Dequeue();
        }
    }
}
