namespace CacheBackup.UnitTests.Verification;

/// <summary>A clock that is further on each time it is looked at. Its timers run a hundred times faster than real ones.</summary>
/// <param name="step">How much further.</param>
internal sealed class HastyClock(TimeSpan step) : TimeProvider
{
    private const int Haste = 100;

    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Haste, period);
}
