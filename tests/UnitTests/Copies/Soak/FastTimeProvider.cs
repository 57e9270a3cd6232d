namespace CacheBackup.UnitTests.Copies.Soak;

/// <summary>The real clock, running faster: waits and time-outs of minutes take seconds.</summary>
/// <param name="scale">Its seconds per real second.</param>
internal sealed class FastTimeProvider(int scale) : TimeProvider
{
    public override long TimestampFrequency => System.TimestampFrequency / scale;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, ToReal(dueTime), ToReal(period)), ToReal);

    private TimeSpan ToReal(TimeSpan fast) => fast == Timeout.InfiniteTimeSpan ? fast : fast / scale;

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> toReal) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(toReal(dueTime), toReal(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
