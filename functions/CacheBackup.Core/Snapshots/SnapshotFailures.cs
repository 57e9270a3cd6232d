using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Snapshots;

/// <summary>ElastiCache's refusals to take a snapshot, in this tool's words.</summary>
internal static class SnapshotFailures
{
    public static PermanentException Translate(SourceCache source, AmazonElastiCacheException error) => error switch
    {
        SnapshotQuotaExceededException => new SnapshotQuotaSpentException(
            $"ElastiCache takes no more snapshots of {source.Id} today: {error.Message}",
            "20 manual snapshots per node in 24 hours are allowed; wait, or back up an automatic snapshot by its name "
            + "(Source.SnapshotName), which uses none of them."),
        SnapshotFeatureNotSupportedException => new BackupSourceUnsupportedException(
            $"{source.Id} ({source.NodeType}) cannot have snapshots: {error.Message}",
            "Move the cache to a node type with snapshots; only cache.t1.micro and nodes on Outposts have none."),
        InvalidReplicationGroupStateException or InvalidCacheClusterStateException => new BackupSourceBusyException(
            $"ElastiCache refused a snapshot of {source.Id} for its state: {error.Message}",
            "Start the backup again when the cache is available, and outside its maintenance and snapshot windows."),
        ReplicationGroupNotFoundException or CacheClusterNotFoundException => new BackupSourceMissingException(
            $"{source.Id} is not in {source.Region} any more.", "Check the id in Source, or that the cache was meant to be deleted."),
        _ => AwsCalls.Unexpected("elasticache:CreateSnapshot", source.Id, error),
    };

    /// <param name="name">The snapshot's name.</param>
    /// <param name="status">Its status; null where it is not there any more.</param>
    /// <param name="when">When in the run, such as <c>while it was being exported</c>.</param>
    public static SnapshotCreationFailedException Lost(string name, string? status, string when) => new(
        $"Snapshot {name} {(status is null ? "vanished" : $"became {status}")} {when}.",
        "Find out what deleted it, such as the retention of automatic snapshots, and start a new backup.");

    public static SnapshotNameTakenException NameTaken(Snapshot snapshot, string backupId) => new(
        $"Snapshot {snapshot.SnapshotName} exists and does not have the tag {BackupTags.BackupId}={backupId}.",
        "It is someone else's and stays untouched; rename or delete it if it blocks your backups.");
}
