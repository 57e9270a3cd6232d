using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;

namespace CacheBackup.Functions.Exports;

/// <param name="Backup">The plan: snapshot, export bucket, folder and limits.</param>
/// <param name="Export">The attempt to look at.</param>
/// <param name="Progress">The progress of the poll before.</param>
/// <param name="PreviousListing">The <see cref="PollExportOutput.Listing"/> of the poll before; null at the first.</param>
public sealed record PollExportInput(BackupPlan Backup, StartedExport Export, PollProgress Progress, string? PreviousListing);

/// <param name="Outcome">What to do next.</param>
/// <param name="Progress">How long to wait before the next poll.</param>
/// <param name="Listing">What the next poll compares with.</param>
/// <param name="NextAttempt">The attempt that is under way, or to be started.</param>
/// <param name="Files">Keys relative to the folder, in order; empty until the export is complete.</param>
public sealed record PollExportOutput(
    ExportOutcome Outcome, PollProgress Progress, string? Listing, int NextAttempt, IReadOnlyList<string> Files);

/// <summary>Looks once whether every shard's file is there and no longer changes.</summary>
public sealed class PollExport(ExportPoller exports)
{
    [LambdaFunction(ResourceName = "PollExportFunction")]
    public async Task<PollExportOutput> PollExportAsync(PollExportInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var poll = await exports.PollAsync(input.Backup, input.Export, input.Progress, input.PreviousListing, deadline.Token);
        context.Logger.LogInformation(
            "Export to {TargetName}, attempt {Attempt}: {Outcome} after {WaitedSeconds} s",
            input.Export.TargetName, input.Export.Attempt, poll.Outcome, poll.Progress.WaitedSeconds);
        return new PollExportOutput(poll.Outcome, poll.Progress, poll.Listing, poll.NextAttempt, poll.Files);
    }
}
