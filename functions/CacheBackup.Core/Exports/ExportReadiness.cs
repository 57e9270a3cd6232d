using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Snapshots;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Exports;

/// <summary>Decides whether a snapshot can be exported now, later or never.</summary>
public static class ExportReadiness
{
    /// <summary>Returns where the export can start, or has started.</summary>
    /// <param name="name">The snapshot's name, for messages.</param>
    /// <param name="snapshot">The snapshot; null where there is none.</param>
    /// <exception cref="SnapshotNotExportableException">Never: its data is tiered to SSD.</exception>
    /// <exception cref="BackupSourceUnsupportedException">Never: it lies on an Outpost.</exception>
    /// <exception cref="SnapshotCreationFailedException">Never: it is lost.</exception>
    /// <exception cref="TransientServiceException">Later: it is being copied or restored.</exception>
    public static void Demand(string name, Snapshot? snapshot)
    {
        if (snapshot is null || SnapshotStatus.IsLost(snapshot.SnapshotStatus))
        {
            throw SnapshotFailures.Lost(name, snapshot?.SnapshotStatus, "before it was exported");
        }

        SourceRefusals.RefuseUnlessBackable(snapshot);
        if (snapshot.SnapshotStatus is not (SnapshotStatus.Available or SnapshotStatus.Exporting))
        {
            throw new TransientServiceException($"Snapshot {name} is {snapshot.SnapshotStatus}, so its export cannot start yet.");
        }
    }
}
