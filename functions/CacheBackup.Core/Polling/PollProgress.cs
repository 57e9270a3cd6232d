using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Polling;

/// <summary>How long a run has waited for one thing. The waits are the state machine's, so no clock is read.</summary>
/// <param name="WaitSeconds">The wait that comes next, in seconds; 0 before the first poll.</param>
/// <param name="WaitedSeconds">All waits before this poll, in seconds.</param>
public sealed record PollProgress(int WaitSeconds, int WaitedSeconds)
{
    /// <summary>Before the first poll.</summary>
    public static PollProgress Start { get; } = new(0, 0);

    /// <summary>The progress after one more poll: the next wait is half as long again, up to the cap and to what is left of the deadline.</summary>
    /// <param name="limits">First wait and cap.</param>
    /// <param name="deadlineSeconds">Waiting longer than this is pointless.</param>
    public PollProgress Next(PollingLimits limits, int deadlineSeconds)
    {
        var grown = WaitSeconds == 0 ? limits.IntervalSeconds : (int)Math.Ceiling(WaitSeconds * 1.5);
        var waited = WaitedSeconds + WaitSeconds;
        return new PollProgress(Math.Clamp(Math.Min(grown, limits.MaximumIntervalSeconds), 1, Math.Max(1, deadlineSeconds - waited)), waited);
    }

    /// <summary>Whether the deadline has passed when this poll happens.</summary>
    public bool IsOver(int deadlineSeconds) => WaitedSeconds + WaitSeconds >= deadlineSeconds;
}
