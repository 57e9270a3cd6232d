using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Core.Recovery;

/// <summary>Decides how far an undo reaches.</summary>
public static class UndoScope
{
    /// <summary>Refuses a plan whose folder could be more than one run's.</summary>
    /// <exception cref="InvalidBackupRequestException">The folder does not end in the backup id.</exception>
    public static void Demand(BackupPlan plan)
    {
        if (plan.BackupId.Length == 0 || !plan.Folder.EndsWith($"/{plan.BackupId}", StringComparison.Ordinal))
        {
            throw new InvalidBackupRequestException(
                $"Folder is '{plan.Folder}' and does not end in '/{plan.BackupId}', so it is not the folder of one run.",
                "Give RollBack the plan that DescribeSource made, unchanged.");
        }
    }

    /// <summary>
    /// Whether ElastiCache is still at work for the run: an export writes files until it ends, and a snapshot that is
    /// being created cannot be deleted yet.
    /// </summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="status">The snapshot's status; null where there is none.</param>
    public static bool IsBusy(BackupPlan plan, string? status) =>
        status == SnapshotStatus.Exporting || (status == SnapshotStatus.Creating && TakesSnapshot(plan));

    /// <summary>Whether the undo deletes the snapshot.</summary>
    public static bool TakesSnapshot(BackupPlan plan) => plan.CreatesSnapshot && !plan.KeepsSnapshot;
}
