using Amazon.ElastiCache.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Core.Recovery;

/// <summary>
/// Undoes a failed run: every object version below its folder, in every bucket, and the snapshot it created. What cannot
/// be removed is reported and the rest goes on. A backup whose manifest is in the export bucket is never touched.
/// </summary>
public sealed class RunUndo(SnapshotReader snapshots, SnapshotRemover snapshotRemover, BucketObjects objects, ObjectRemover objectRemover)
{
    /// <summary>Undoes a run as far as possible now.</summary>
    /// <param name="plan">What the run meant to do; null where it failed before it had decided.</param>
    /// <param name="progress">How long the undoing has waited for ElastiCache.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<RollBackReport> UndoAsync(BackupPlan? plan, PollProgress progress, CancellationToken cancellationToken)
    {
        if (plan is null)
        {
            return RollBackReport.Untouched(RollBackOutcome.NothingToDo, progress);
        }

        UndoScope.Demand(plan);
        var ledger = new UndoLedger();
        var isFinished = await ledger.TryAsync(FolderOf(plan), () => IsFinishedAsync(plan, cancellationToken));
        if (ledger.Left.Count > 0)
        {
            // Whether the backup is finished could not be seen, so it may be.
            return RollBackReport.Done(progress, 0, ledger.Left);
        }

        return isFinished
            ? RollBackReport.Untouched(RollBackOutcome.BackupIsFinished, progress)
            : await UndoUnfinishedAsync(plan, progress, ledger, cancellationToken);
    }

    private async Task<bool> IsFinishedAsync(BackupPlan plan, CancellationToken cancellationToken) =>
        await objects.HeadAsync(plan.ExportBucket, BackupManifest.KeyIn(plan.Folder), cancellationToken) is not null;

    private async Task<RollBackReport> UndoUnfinishedAsync(
        BackupPlan plan, PollProgress progress, UndoLedger ledger, CancellationToken cancellationToken)
    {
        var snapshot = await ledger.TryAsync(
            $"snapshot {plan.SnapshotName}", () => snapshots.FindAsync(plan.ExportBucket.Region, plan.SnapshotName, cancellationToken));
        var isBusy = UndoScope.IsBusy(plan, snapshot?.SnapshotStatus);
        if (isBusy && !progress.IsOver(plan.Polling.ExportDeadlineSeconds))
        {
            return RollBackReport.Untouched(RollBackOutcome.InProgress, progress.Next(plan.Polling, plan.Polling.ExportDeadlineSeconds));
        }

        var removed = 0;
        foreach (var bucket in plan.Destinations.Select(copy => CopyOrder.LocationOf(copy, plan.ExportBucket)).Append(plan.ExportBucket))
        {
            removed += await EmptyFolderAsync(bucket, plan.Folder, ledger, cancellationToken);
        }

        await RemoveSnapshotAsync(plan, isBusy ? snapshot : null, ledger, cancellationToken);
        return RollBackReport.Done(progress, removed, ledger.Left);
    }

    // The manifest first, as with every removal: what is half removed must not look like a backup.
    private async Task<int> EmptyFolderAsync(BucketLocation bucket, string folder, UndoLedger ledger, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var prefix in new[] { BackupManifest.KeyIn(folder), $"{folder}/" })
        {
            var report = await ledger.TryAsync(
                $"s3://{bucket.Bucket}/{prefix}", () => objectRemover.RemoveAsync(bucket, prefix, cancellationToken));
            ledger.Add(report?.Left ?? []);
            removed += report?.Removed ?? 0;
        }

        return removed;
    }

    private async Task RemoveSnapshotAsync(BackupPlan plan, Snapshot? busy, UndoLedger ledger, CancellationToken cancellationToken)
    {
        if (busy is not null)
        {
            var still = $"still {busy.SnapshotStatus} after {plan.Polling.ExportDeadlineSeconds} s";
            ledger.Add([$"snapshot {plan.SnapshotName}: {still}, and may still write below {FolderOf(plan)}"]);
        }
        else if (UndoScope.TakesSnapshot(plan))
        {
            await ledger.TryAsync($"snapshot {plan.SnapshotName}", () => snapshotRemover.RemoveAsync(plan, cancellationToken));
        }
    }

    private static string FolderOf(BackupPlan plan) => $"s3://{plan.ExportBucket.Bucket}/{plan.Folder}/";
}
