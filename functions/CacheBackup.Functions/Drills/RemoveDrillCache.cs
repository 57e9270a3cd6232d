using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Drills;

/// <param name="Drill">The drill: whose cache, and whose statement.</param>
/// <param name="Progress">The progress of the attempt before.</param>
public sealed record RemoveDrillCacheInput(PlannedDrill Drill, PollProgress Progress);

/// <param name="Outcome">What became of it.</param>
/// <param name="Progress">How long to wait before the next attempt, while it is in progress.</param>
/// <param name="Left">What is left, each with the reason.</param>
public sealed record RemoveDrillCacheOutput(RestoreUndoOutcome Outcome, PollProgress Progress, IReadOnlyList<string> Left);

/// <summary>Removes all that the restore of a drill has made, whatever became of it, until ElastiCache has it no more. Never another cache.</summary>
public sealed class RemoveDrillCache(RestoreUndo restores)
{
    [LambdaFunction(ResourceName = "RemoveDrillCacheFunction")]
    public async Task<RemoveDrillCacheOutput> RemoveDrillCacheAsync(RemoveDrillCacheInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var report = await restores.RemoveAsync(input.Drill.Traces, input.Progress, deadline.Token);
        context.Logger.Log(
            report.Left.Count == 0 ? LogLevel.Information : LogLevel.Error,
            "Removal of {CacheId}, restored from {Source}: {Outcome}, {LeftCount} left",
            input.Drill.Traces.CacheId, input.Drill.CacheId, report.Outcome.ToString(), report.Left.Count);
        return new RemoveDrillCacheOutput(report.Outcome, report.Progress, report.Left);
    }
}
