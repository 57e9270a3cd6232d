using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Recovery;

/// <summary>
/// Aborts uploads that runs which were stopped, and so never rolled back, have left below the prefix of all backups. What S3 keeps of
/// them costs as much as objects do, and no listing shows it.
/// </summary>
public sealed class UploadSweeper(ObjectRemover objects)
{
    /// <summary>Aborts every upload begun too long before this run. What cannot be aborted is reported, and the rest goes on.</summary>
    /// <param name="plan">The buckets, the prefix and the age.</param>
    /// <param name="startedAt">When this run started.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<RemovalReport> SweepAsync(BackupPlan plan, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var begunBefore = startedAt - TimeSpan.FromHours(plan.AbortUploadsAfterHours);
        var ledger = new UndoLedger();
        var aborted = 0;
        foreach (var bucket in plan.Buckets)
        {
            var prefix = $"{bucket.KeyPrefix}/";
            var report = await ledger.TryAsync(
                $"s3://{bucket.Location.Bucket}/{prefix}",
                () => objects.AbortUploadsAsync(bucket.Location, prefix, begunBefore, cancellationToken));
            aborted += report?.Removed ?? 0;
        }

        return new RemovalReport(aborted, ledger.Left);
    }
}
