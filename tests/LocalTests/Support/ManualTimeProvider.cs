namespace CacheBackup.LocalTests.Support;

/// <summary>A clock that stands still until told to move.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.Ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until something waits for the clock.</summary>
    /// <returns>How far away the next due time is.</returns>
    public async Task<TimeSpan> NextDueAsync()
    {
        while (true)
        {
            Task timerSet;
            lock (_lock)
            {
                if (_timers.Count > 0)
                {
                    return _timers.Min(timer => timer.Due) - _now;
                }

                timerSet = _timerSet.Task;
            }

            await timerSet.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Moves the clock, and fires what has become due, in its order.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }

        while (NextExpired() is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? NextExpired()
    {
        lock (_lock)
        {
            var timer = _timers.Where(timer => timer.Due <= _now).MinBy(timer => timer.Due);
            if (timer is not null)
            {
                _timers.Remove(timer);
            }

            return timer;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                    clock._timerSet.TrySetResult();
                    clock._timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
