using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Snapshots;

/// <summary>What a snapshot is taken of: one node, or one node of each shard of a cluster.</summary>
/// <param name="Group">The replication group; null for a single node.</param>
/// <param name="Node">The node; null for a whole cluster.</param>
/// <param name="Parts">Each shard with the node to save.</param>
/// <param name="Settings">Shared by all of its nodes.</param>
internal sealed record SnapshotSource(
    ReplicationGroup? Group, CacheCluster? Node, IReadOnlyList<(Shard Shard, CacheCluster Node)> Parts, CacheSettings Settings)
{
    /// <summary>A whole group; with cluster mode disabled, the node ElastiCache would choose.</summary>
    public static SnapshotSource Of(ReplicationGroup group) => group.ClusterEnabled
        ? new(group, null, [.. group.Shards.Select(shard => (shard, shard.SnapshotSource))], group.Settings)
        : Of(group.Shards[0].SnapshotSource);

    /// <summary>One node of a group with cluster mode disabled, or a node that stands alone.</summary>
    public static SnapshotSource Of(CacheCluster node) =>
        new(node.Group, node, [(node.Group?.Shards[0] ?? new Shard("0001", null, [node]), node)], node.Settings);

    /// <exception cref="ServiceError">The source is not available.</exception>
    public void RequireAvailable()
    {
        if (Node is { Status: not Status.Available } node)
        {
            throw ServiceError.BadRequest(
                "InvalidCacheClusterState", $"Cache cluster {node.Id} is not in a valid state to be snapshotted: {node.Status}.");
        }

        if (Group is { Status: not Status.Available } group)
        {
            throw ServiceError.BadRequest(
                Node is null ? "InvalidReplicationGroupState" : "InvalidCacheClusterState",
                $"Replication group {group.Id} is not in a valid state to be snapshotted: {group.Status}.");
        }
    }

    /// <summary>Shows the source as <c>snapshotting</c>.</summary>
    public void MarkSnapshotting()
    {
        if (Group is not null)
        {
            Group.Status = Status.Snapshotting;
        }

        foreach (var (_, node) in Parts)
        {
            node.Status = Status.Snapshotting;
        }
    }
}
