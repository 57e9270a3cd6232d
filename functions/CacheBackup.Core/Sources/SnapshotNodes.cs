using Amazon.ElastiCache.Model;

namespace CacheBackup.Core.Sources;

/// <summary>Which node of a group without cluster mode to snapshot.</summary>
internal static class SnapshotNodes
{
    /// <summary>
    /// An available read replica, for the forked save costs memory and latency where it runs; the primary only where there
    /// is none.
    /// </summary>
    public static string Choose(ReplicationGroup group, List<CacheCluster> members)
    {
        var replicas = (group.NodeGroups ?? [])
            .SelectMany(shard => shard.NodeGroupMembers ?? [])
            .Where(node => node.CurrentRole == "replica")
            .Select(node => node.CacheClusterId)
            .ToHashSet(StringComparer.Ordinal);
        var chosen = members
            .Where(SourceRefusals.IsAvailable)
            .OrderByDescending(member => replicas.Contains(member.CacheClusterId))
            .ThenBy(member => member.CacheClusterId, StringComparer.Ordinal)
            .FirstOrDefault();
        return chosen?.CacheClusterId
            ?? throw SourceRefusals.Busy($"Every node of replication group {group.ReplicationGroupId}", members[0].CacheClusterStatus);
    }
}
