namespace CacheBackup.UnitTests.Support;

/// <summary>A clock whose waits are over at once.</summary>
internal sealed class InstantClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, Timeout.InfiniteTimeSpan);
}
