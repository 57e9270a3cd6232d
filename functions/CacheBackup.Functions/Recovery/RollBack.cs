using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Recovery;

namespace CacheBackup.Functions.Recovery;

/// <param name="Backup">The plan; null where the run failed before it had one.</param>
/// <param name="Progress">The progress of the attempt before.</param>
public sealed record RollBackInput(BackupPlan? Backup, PollProgress Progress);

/// <param name="Outcome">What became of it.</param>
/// <param name="Progress">How long to wait before the next attempt, while it is in progress.</param>
/// <param name="ObjectsRemoved">Object versions, delete markers and uploads removed.</param>
/// <param name="Left">What is left, each with the reason.</param>
public sealed record RollBackOutput(RollBackOutcome Outcome, PollProgress Progress, int ObjectsRemoved, IReadOnlyList<string> Left);

/// <summary>Leaves the buckets as they were before the failed run, and never touches a finished backup.</summary>
public sealed class RollBack(RunUndo runs)
{
    [LambdaFunction(ResourceName = "RollBackFunction")]
    public async Task<RollBackOutput> RollBackAsync(RollBackInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var report = await runs.UndoAsync(input.Backup, input.Progress, deadline.Token);
        context.Logger.LogInformation(
            "Roll back of {BackupId}: {Outcome}, {ObjectsRemoved} objects removed, {LeftCount} left",
            input.Backup?.BackupId ?? "a run without a plan", report.Outcome, report.ObjectsRemoved, report.Left.Count);
        return new RollBackOutput(report.Outcome, report.Progress, report.ObjectsRemoved, report.Left);
    }
}
