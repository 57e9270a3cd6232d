using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Restore">The plan; null where the run failed before it had one.</param>
/// <param name="IsRestored">Whether the cache was verified: then it stays.</param>
/// <param name="Progress">The progress of the attempt before.</param>
public sealed record RollBackRestoreInput(RestorePlan? Restore, bool IsRestored, PollProgress Progress);

/// <param name="Outcome">What became of it.</param>
/// <param name="Progress">How long to wait before the next attempt, while it is in progress.</param>
/// <param name="Left">What is left, each with the reason.</param>
public sealed record RollBackRestoreOutput(RestoreUndoOutcome Outcome, PollProgress Progress, IReadOnlyList<string> Left);

/// <summary>Takes back the grant of a failed restore and deletes the cache it made, and never another one.</summary>
public sealed class RollBackRestore(RestoreUndo restores)
{
    [LambdaFunction(ResourceName = "RollBackRestoreFunction")]
    public async Task<RollBackRestoreOutput> RollBackRestoreAsync(RollBackRestoreInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var report = await restores.UndoAsync(input.Restore, input.IsRestored, input.Progress, deadline.Token);
        context.Logger.LogInformation(
            "Roll back of restore {RestoreId}: {Outcome}, {LeftCount} left",
            input.Restore?.RestoreId ?? "without a plan", report.Outcome.ToString(), report.Left.Count);
        return new RollBackRestoreOutput(report.Outcome, report.Progress, report.Left);
    }
}
