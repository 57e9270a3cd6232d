using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Snapshots;
using CacheBackup.Core.Sources;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Manifests;

/// <summary>
/// Turns exported and copied files into a backup: reads everything back, then writes the manifest, to the destinations
/// first and to the export bucket last. From that last write on, and not before, there is a backup.
/// </summary>
public sealed class ManifestPublisher(SnapshotReader snapshots, InventoryReader inventories, ObjectWriter writer)
{
    /// <summary>Publishes the backup. Repeating it finds equal manifests and changes nothing.</summary>
    /// <param name="executionId">ARN of the execution.</param>
    /// <param name="startedAt">Start of the execution.</param>
    /// <param name="plan">Where everything is.</param>
    /// <param name="source">The cache.</param>
    /// <param name="shards">The files as they were verified.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SnapshotCreationFailedException">The snapshot, which alone knows the slots, is gone.</exception>
    /// <exception cref="ExportedFileChangedException">A file is not what was verified.</exception>
    /// <exception cref="CopyNotIdenticalException">A copy is missing or differs.</exception>
    /// <exception cref="ShardSlotsMismatchException">The files together are not the cache that the snapshot describes.</exception>
    /// <exception cref="DestinationObjectTakenException">Another manifest is there.</exception>
    public async Task<BackupManifest> PublishAsync(
        string executionId,
        DateTimeOffset startedAt,
        BackupPlan plan,
        SourceCache source,
        IReadOnlyList<VerifiedShard> shards,
        CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.FindAsync(plan.ExportBucket.Region, plan.SnapshotName, cancellationToken)
            ?? throw SnapshotFailures.Lost(plan.SnapshotName, null, "before its slots were recorded");
        var inventory = await inventories.ReadAsync(plan, shards, cancellationToken);
        var manifest = ManifestBuilder.Build(executionId, startedAt, plan, source, snapshot, inventory);

        var key = BackupManifest.KeyIn(plan.Folder);
        var content = ManifestFormat.Write(manifest);
        await Task.WhenAll(plan.Destinations.Select(copy =>
            writer.WriteOnceAsync(CopyOrder.LocationOf(copy, plan.ExportBucket), key, content, copy, cancellationToken)));
        await writer.WriteOnceAsync(plan.ExportBucket, key, content, destination: null, cancellationToken);
        return manifest;
    }
}
