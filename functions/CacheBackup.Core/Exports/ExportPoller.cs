using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Core.Exports;

/// <summary>Looks at a running export: at the snapshot's status and at the bucket.</summary>
public sealed class ExportPoller(SnapshotReader snapshots, BucketObjects objects)
{
    /// <summary>Polls once.</summary>
    /// <param name="plan">Snapshot, bucket and limits.</param>
    /// <param name="export">The attempt that was started.</param>
    /// <param name="progress">How long the run has waited for it.</param>
    /// <param name="remembered">The <see cref="ExportPoll.Listing"/> of the previous poll; null at the first.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SnapshotCreationFailedException">The snapshot vanished meanwhile.</exception>
    /// <exception cref="ExportIncompleteException">The last attempt ended with files missing.</exception>
    /// <exception cref="ExportDeadlineException">It is not complete and the deadline has passed.</exception>
    public async Task<ExportPoll> PollAsync(
        BackupPlan plan, StartedExport export, PollProgress progress, string? remembered, CancellationToken cancellationToken)
    {
        // The status first: files that a listing made after it does not hold will not come any more.
        var snapshot = await snapshots.FindAsync(plan.ExportBucket.Region, plan.SnapshotName, cancellationToken);
        if (SnapshotStatus.IsLost(snapshot?.SnapshotStatus))
        {
            throw SnapshotFailures.Lost(plan.SnapshotName, snapshot?.SnapshotStatus, "while it was being exported");
        }

        var isAvailable = snapshot!.SnapshotStatus == SnapshotStatus.Available;
        var listing = new ExportListing(export, await objects.ListAsync(plan.ExportBucket, export.KeyPrefix, cancellationToken));
        var outcome = ExportJudgement.Judge(export, isAvailable, listing, remembered);
        if (outcome == ExportOutcome.InProgress && progress.IsOver(plan.Polling.ExportDeadlineSeconds))
        {
            throw TooLate(plan, export, snapshot.SnapshotStatus, listing);
        }

        return new ExportPoll(
            outcome,
            progress.Next(plan.Polling, plan.Polling.ExportDeadlineSeconds),
            ExportJudgement.Remember(isAvailable, listing),
            outcome == ExportOutcome.ExportAgain ? export.Attempt + 1 : export.Attempt,
            outcome == ExportOutcome.Complete ? listing.NamesIn(plan.Folder) : []);
    }

    private static ExportDeadlineException TooLate(BackupPlan plan, StartedExport export, string status, ExportListing listing) => new(
        $"After {plan.Polling.ExportDeadlineSeconds} s snapshot {plan.SnapshotName} is {status} "
        + $"and {listing.Count} of {export.Shards} files are in the bucket.",
        "Raise Polling.ExportDeadlineSeconds if an export of this cache takes that long.");
}

/// <summary>What one poll of an export found.</summary>
/// <param name="Outcome">What to do next.</param>
/// <param name="Progress">How long to wait before the next poll.</param>
/// <param name="Listing">What the next poll compares with.</param>
/// <param name="NextAttempt">The attempt that is under way, or to be started.</param>
/// <param name="Files">Keys relative to the folder, in order; empty until the export is complete.</param>
public sealed record ExportPoll(ExportOutcome Outcome, PollProgress Progress, string Listing, int NextAttempt, IReadOnlyList<string> Files);
