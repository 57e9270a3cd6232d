using Amazon.ElastiCache.Model;

namespace CacheBackup.Core.Snapshots;

/// <summary>Chooses the node a snapshot is taken of, with cluster mode disabled.</summary>
public static class SnapshotNode
{
    /// <summary>
    /// A replica where there is one, so that the save's memory and latency do not fall on the primary; the preferred one
    /// if it still is a replica. The choice does not depend on the order of the members.
    /// </summary>
    /// <param name="members">The nodes of the one shard.</param>
    /// <param name="preferred">The node chosen earlier in the run, if any.</param>
    /// <returns>The node's cache cluster id.</returns>
    public static string Choose(IReadOnlyCollection<NodeGroupMember> members, string? preferred = null)
    {
        var chosen = members
            .OrderBy(member => IsPrimary(member))
            .ThenBy(member => member.CacheClusterId != preferred)
            .ThenBy(member => member.CacheClusterId, StringComparer.Ordinal)
            .First();
        return chosen.CacheClusterId;
    }

    private static bool IsPrimary(NodeGroupMember member) => member.CurrentRole == "primary";
}
