namespace CacheBackup.UnitTests.Support;

/// <summary>
/// A clock that jumps to the next due time whenever nothing can go on without it. What runs in it runs on one thread and always in the
/// same order, so that hours pass in milliseconds and every run of a seed is the same.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    // A run that never ends would otherwise never end.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    private readonly Queue<Action> _ready = new();
    private readonly PriorityQueue<SimulatedTimer, (TimeSpan Due, long Order)> _timers = new();
    private TimeSpan _now;
    private long _order;

    private SimulatedTime()
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since the beginning.</summary>
    public TimeSpan Now => _now;

    /// <summary>Runs something to its end.</summary>
    public static T Run<T>(Func<SimulatedTime, Task<T>> work)
    {
        var time = new SimulatedTime();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(time._ready));
        try
        {
            var task = work(time);
            while (!task.IsCompleted)
            {
                time.Step();
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero) + _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Step()
    {
        if (_ready.TryDequeue(out var next))
        {
            next();
            return;
        }

        if (!_timers.TryDequeue(out var timer, out var at) || at.Due > Longest)
        {
            throw new InvalidOperationException($"Nothing can go on after {_now}.");
        }

        if (timer.DueAt == at.Due)
        {
            _now = at.Due;
            timer.Fire();
        }
    }

    private sealed class Context(Queue<Action> ready) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => ready.Enqueue(() => d(state));
    }

    private sealed class SimulatedTimer(SimulatedTime time, Action fire) : ITimer
    {
        private TimeSpan _period;

        /// <summary>Null while it is off; an entry of the queue for another time than this one is void.</summary>
        public TimeSpan? DueAt { get; private set; }

        public void Fire()
        {
            Change(_period, _period);
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
            DueAt = dueTime < TimeSpan.Zero ? null : time._now + dueTime;
            if (DueAt is { } due)
            {
                time._timers.Enqueue(this, (due, time._order++));
            }

            return true;
        }

        public void Dispose() => DueAt = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
