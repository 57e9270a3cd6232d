using CacheBackup.Core.Errors;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Snapshots;

/// <summary>Decides what a snapshot's status means for a run that waits for it.</summary>
public static class SnapshotJudgement
{
    /// <summary>Whether the snapshot is available now.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="status">Its status as ElastiCache spells it; null where there is no snapshot of that name.</param>
    /// <param name="progress">How long the run has waited.</param>
    /// <param name="limits">How long it may wait.</param>
    /// <exception cref="SnapshotCreationFailedException">It will never be available.</exception>
    /// <exception cref="SnapshotDeadlineException">It is not available and the deadline has passed.</exception>
    public static bool IsAvailable(string name, string? status, PollProgress progress, PollingLimits limits)
    {
        if (status == SnapshotStatus.Available)
        {
            return true;
        }

        if (SnapshotStatus.IsLost(status) && !MayStillAppear(status, progress))
        {
            throw Lost(name, status);
        }

        return progress.IsOver(limits.SnapshotDeadlineSeconds) ? throw TooLate(name, status, limits) : false;
    }

    // Describe calls lag behind create calls by seconds. The first two polls have waited for nothing but the first interval.
    private static bool MayStillAppear(string? status, PollProgress progress) => status is null && progress.WaitedSeconds == 0;

    private static SnapshotCreationFailedException Lost(string name, string? status) => new(
        status is null ? $"Snapshot {name} does not exist (any more)." : $"Snapshot {name} has the status {status}.",
        "Look at the cache's events (aws elasticache describe-events) for the reason, often too little reserved memory, "
        + "and start a new backup.");

    private static SnapshotDeadlineException TooLate(string name, string? status, PollingLimits limits) => new(
        $"Snapshot {name} is {status ?? "not to be found"} after {limits.SnapshotDeadlineSeconds} s.",
        "Raise Polling.SnapshotDeadlineSeconds if a snapshot of this cache takes that long, or look at the cache's events.");
}
