using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Polling;

namespace CacheBackup.Core.Restores;

/// <summary>Looks whether the new cache is available, and what ElastiCache says of it.</summary>
public sealed class CachePoller(NewCacheReader caches)
{
    /// <summary>Looks once.</summary>
    /// <param name="plan">The cache, and how long to wait for it.</param>
    /// <param name="progress">How long the run has waited.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="CacheCreationFailedException">It will never be available; the message quotes its events.</exception>
    /// <exception cref="CacheDeadlineException">It is not available and the deadline has passed.</exception>
    public async Task<CachePoll> PollAsync(RestorePlan plan, PollProgress progress, CancellationToken cancellationToken)
    {
        var (cache, deadline) = (plan.Cache, plan.Polling.CacheDeadlineSeconds);
        var group = await caches.FindAsync(cache, cancellationToken);
        var next = progress.Next(plan.Polling.Limits, deadline);
        if (group?.Status == CacheStatus.Available)
        {
            return new CachePoll(IsAvailable: true, group.Status, "", next);
        }

        var status = await WorstStatusAsync(cache, group, cancellationToken);
        var events = await caches.EventsAsync(cache, group, cancellationToken);
        if (CacheStatus.IsLost(status) && !MayStillAppear(status, progress))
        {
            throw CacheFailures.GaveUp(cache, status, events);
        }

        return progress.IsOver(deadline)
            ? throw CacheFailures.TooLate(cache, status, deadline, events)
            : new CachePoll(IsAvailable: false, status ?? "not found", events.Count == 0 ? "" : events[^1], next);
    }

    // Describe calls lag behind create calls by seconds. The first two polls have waited for nothing but the first interval.
    private static bool MayStillAppear(string? status, PollProgress progress) => status is null && progress.WaitedSeconds == 0;

    // A node may have failed while its group is still shown as creating.
    private async Task<string?> WorstStatusAsync(CachePlan cache, ReplicationGroup? group, CancellationToken cancellationToken)
    {
        if (group is null || CacheStatus.IsLost(group.Status))
        {
            return group?.Status;
        }

        var node = await caches.FindNodeAsync(cache, group, cancellationToken);
        return CacheStatus.HasFailed(node?.CacheClusterStatus) ? node!.CacheClusterStatus : group.Status;
    }
}

/// <summary>One look at a new cache.</summary>
/// <param name="IsAvailable">Whether it can be used.</param>
/// <param name="Status">Its status as ElastiCache spells it, or <c>not found</c>.</param>
/// <param name="Event">The last thing ElastiCache said of it; empty where it said nothing.</param>
/// <param name="Progress">How long to wait before the next look.</param>
public sealed record CachePoll(bool IsAvailable, string Status, string Event, PollProgress Progress);
