using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Functions.Snapshots;

/// <param name="Backup">The plan: the snapshot's name, and whether this run created it.</param>
public sealed record DeleteSnapshotInput(BackupPlan Backup);

/// <param name="SnapshotName">Its name.</param>
/// <param name="Deleted">Whether it is gone or going; false where it is not this run's.</param>
public sealed record DeleteSnapshotOutput(string SnapshotName, bool Deleted);

/// <summary>Deletes the snapshot this run created, once the backup is published.</summary>
public sealed class DeleteSnapshot(SnapshotRemover snapshots)
{
    [LambdaFunction(ResourceName = "DeleteSnapshotFunction")]
    public async Task<DeleteSnapshotOutput> DeleteSnapshotAsync(DeleteSnapshotInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var output = new DeleteSnapshotOutput(input.Backup.SnapshotName, await snapshots.RemoveAsync(input.Backup, deadline.Token));
        context.Logger.LogInformation("Snapshot {SnapshotName} deleted: {Deleted}", output.SnapshotName, output.Deleted);
        return output;
    }
}
