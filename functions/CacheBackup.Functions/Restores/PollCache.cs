using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Restore">The plan: the cache, and how long to wait for it.</param>
/// <param name="Progress">The progress of the poll before.</param>
public sealed record PollCacheInput(RestorePlan Restore, PollProgress Progress);

/// <param name="IsAvailable">Whether the cache can be used.</param>
/// <param name="Status">Its status, as ElastiCache spells it, or <c>not found</c>.</param>
/// <param name="Event">The last thing ElastiCache said of it; empty where it said nothing.</param>
/// <param name="Progress">How long to wait before the next poll.</param>
public sealed record PollCacheOutput(bool IsAvailable, string Status, string Event, PollProgress Progress);

/// <summary>Asks once whether the new cache is available.</summary>
public sealed class PollCache(CachePoller caches)
{
    [LambdaFunction(ResourceName = "PollCacheFunction")]
    public async Task<PollCacheOutput> PollCacheAsync(PollCacheInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var poll = await caches.PollAsync(input.Restore, input.Progress, deadline.Token);
        context.Logger.LogInformation(
            "{CacheId} is {Status} after {WaitedSeconds} s. {Event}",
            input.Restore.Cache.Id, poll.Status, poll.Progress.WaitedSeconds, poll.Event);
        return new PollCacheOutput(poll.IsAvailable, poll.Status, poll.Event, poll.Progress);
    }
}
