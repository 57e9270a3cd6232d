using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Sources;

/// <summary>What cannot be backed up, and why. The order matters: what will never work is said before what may work later.</summary>
internal static class SourceRefusals
{
    private const string Available = "available";

    public static void RefuseUnlessBackable(ReplicationGroup group)
    {
        var what = $"Replication group {group.ReplicationGroupId}";
        if (group.MemberClustersOutpostArns is { Count: > 0 } || group.NodeGroups?.SelectMany(shard => shard.NodeGroupMembers ?? [])
            .Any(node => !string.IsNullOrEmpty(node.PreferredOutpostArn)) == true)
        {
            throw OnOutposts(what);
        }

        if (group.DataTiering == DataTieringStatus.Enabled || IsDataTieringType(group.CacheNodeType))
        {
            throw DataTiering(what, group.CacheNodeType);
        }

        RefuseUnlessAvailable(what, group.Status);
    }

    /// <summary>What a node is, whatever its state: see <see cref="RefuseUnlessAvailable"/> for that.</summary>
    public static void RefuseUnlessBackable(CacheCluster cluster)
    {
        var what = $"Cache cluster {cluster.CacheClusterId}";
        if (cluster.Engine == "memcached")
        {
            throw Unsupported($"{what} runs Memcached, which has no snapshots", "Back up Valkey or Redis OSS caches only");
        }

        if (cluster.CacheNodeType == "cache.t1.micro")
        {
            throw Unsupported(
                $"{what} is a cache.t1.micro, the one node type without snapshots",
                "Move the cache to another node type, such as cache.t4g.micro");
        }

        if (!string.IsNullOrEmpty(cluster.PreferredOutpostArn))
        {
            throw OnOutposts(what);
        }

        if (IsDataTieringType(cluster.CacheNodeType))
        {
            throw DataTiering(what, cluster.CacheNodeType);
        }
    }

    public static void RefuseUnlessBackable(Snapshot snapshot)
    {
        var what = $"Snapshot {snapshot.SnapshotName}";
        if (snapshot.DataTiering == DataTieringStatus.Enabled || IsDataTieringType(snapshot.CacheNodeType))
        {
            throw DataTiering(what, snapshot.CacheNodeType);
        }

        if (!string.IsNullOrEmpty(snapshot.PreferredOutpostArn))
        {
            throw OnOutposts(what);
        }

        if (snapshot.SnapshotStatus == "failed")
        {
            throw new SnapshotCreationFailedException(
                $"{what} has the status failed.", "Name a snapshot that is available, or the cache itself.");
        }

        if (snapshot.SnapshotStatus == "deleting")
        {
            throw Busy(what, "deleting");
        }
    }

    public static void RefuseMember(CacheCluster cluster)
    {
        if (!string.IsNullOrEmpty(cluster.ReplicationGroupId))
        {
            throw Unsupported(
                $"Cache cluster {cluster.CacheClusterId} is one node of replication group {cluster.ReplicationGroupId}",
                $"Name the whole group: Source.ReplicationGroupId = \"{cluster.ReplicationGroupId}\"");
        }
    }

    public static void RefuseUnlessAvailable(string what, string status)
    {
        if (status != Available)
        {
            throw Busy(what, status);
        }
    }

    public static bool IsAvailable(CacheCluster cluster) => cluster.CacheClusterStatus == Available;

    public static BackupSourceBusyException Busy(string what, string status) => new(
        $"{what} is {status}, and a snapshot can only be taken or exported while it is available.",
        "Start the backup again when the change is over.");

    private static bool IsDataTieringType(string? nodeType) => nodeType?.StartsWith("cache.r6gd.", StringComparison.Ordinal) == true;

    private static BackupSourceUnsupportedException Unsupported(string fact, string hint) => new($"{fact}.", $"{hint}.");

    private static BackupSourceUnsupportedException OnOutposts(string what) => Unsupported(
        $"{what} lies on an Outpost, whose snapshots stay there and cannot be exported",
        "Keep its backups by ElastiCache's own snapshots");

    private static SnapshotNotExportableException DataTiering(string what, string nodeType) => new(
        $"{what} uses data tiering ({nodeType}): ElastiCache takes such snapshots but cannot export them.",
        "Keep its backups by ElastiCache's own snapshots, or move the cache to a node type without data tiering.");
}
