using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Core.Exports;

/// <summary>Starts the export of a run's snapshot to the export bucket. Repeating an attempt that has begun changes nothing.</summary>
public sealed class SnapshotExporter(IAwsClients aws, SnapshotReader snapshots, BucketObjects objects, ObjectRemover remover)
{
    /// <summary>Starts one attempt.</summary>
    /// <param name="plan">Snapshot, bucket and folder.</param>
    /// <param name="attempt">1 for the first; a later one removes what the one before has left.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SnapshotNotExportableException">Its data is tiered to SSD.</exception>
    /// <exception cref="SnapshotCreationFailedException">It is lost.</exception>
    /// <exception cref="TransientServiceException">ElastiCache is doing something else with it.</exception>
    public async Task<StartedExport> StartAsync(BackupPlan plan, int attempt, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.FindAsync(plan.ExportBucket.Region, plan.SnapshotName, cancellationToken);
        ExportReadiness.Demand(plan.SnapshotName, snapshot);
        var export = new StartedExport(StartedExport.TargetNameOf(plan.Folder, attempt), ShardsOf(snapshot!), attempt);
        if (await HasBegunAsync(plan, snapshot!, export, cancellationToken))
        {
            return export;
        }

        if (attempt > 1)
        {
            await RemoveAttemptAsync(plan, attempt - 1, cancellationToken);
        }

        await CopyAsync(plan, export, cancellationToken);
        return export;
    }

    // With cluster mode disabled ElastiCache may leave NumNodeGroups out; there is one node snapshot per shard either way.
    private static int ShardsOf(Snapshot snapshot) => snapshot.NumNodeGroups ?? snapshot.NodeSnapshots?.Count ?? 1;

    private async Task<bool> HasBegunAsync(BackupPlan plan, Snapshot snapshot, StartedExport export, CancellationToken cancellationToken) =>
        snapshot.SnapshotStatus == SnapshotStatus.Exporting
        || (await objects.ListAsync(plan.ExportBucket, export.KeyPrefix, cancellationToken)).Count > 0;

    private async Task RemoveAttemptAsync(BackupPlan plan, int attempt, CancellationToken cancellationToken)
    {
        var prefix = $"{StartedExport.TargetNameOf(plan.Folder, attempt)}-";
        var report = await remover.RemoveAsync(plan.ExportBucket, prefix, cancellationToken);
        if (report.Left.Count > 0)
        {
            throw new CallerNotPermittedException(
                $"{report.Left.Count} objects of export attempt {attempt} could not be removed, the first: {report.Left[0]}.",
                "Allow s3:DeleteObjectVersion below the key prefix in the role of ExportSnapshot, or lift the object lock.");
        }
    }

    private async Task CopyAsync(BackupPlan plan, StartedExport export, CancellationToken cancellationToken)
    {
        var request = new CopySnapshotRequest
        {
            SourceSnapshotName = plan.SnapshotName,
            TargetSnapshotName = export.TargetName,
            TargetBucket = plan.ExportBucket.Bucket,
        };
        try
        {
            await aws.OnElastiCacheAsync(
                "elasticache:CopySnapshot",
                plan.ExportBucket.Region,
                plan.SnapshotName,
                elastiCache => elastiCache.CopySnapshotAsync(request, cancellationToken));
        }
        catch (InvalidSnapshotStateException error)
        {
            throw new TransientServiceException($"Snapshot {plan.SnapshotName} cannot be exported right now: {error.Message}", error);
        }
        catch (AmazonElastiCacheException error)
        {
            throw CopySnapshotMessages.Translate(error.Message, plan.ExportBucket, export.TargetName)
                ?? (PermanentException)AwsCalls.Unexpected("elasticache:CopySnapshot", plan.SnapshotName, error);
        }
    }
}
