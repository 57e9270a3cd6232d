using Amazon.ElastiCache.Model;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Restores;

/// <summary>Compares a new cache with what was asked for.</summary>
public static class CacheComparison
{
    /// <summary>What is otherwise than asked for, one clause each.</summary>
    /// <param name="cache">What was asked for.</param>
    /// <param name="group">What there is.</param>
    /// <param name="node">One of its nodes, which knows the engine's version.</param>
    public static IReadOnlyList<string> Differences(CachePlan cache, ReplicationGroup group, CacheCluster? node)
    {
        var shards = group.NodeGroups ?? [];
        return
        [
            .. Different("engine", cache.Engine, group.Engine ?? node?.Engine),
            .. IsVersion(cache.EngineVersion, node?.EngineVersion) ? [] : Different("engine version", cache.EngineVersion, node?.EngineVersion),
            .. Different("node type", cache.NodeType, group.CacheNodeType),
            .. Different("cluster mode", $"{cache.ClusterMode}", $"{group.ClusterEnabled ?? false}"),
            .. Different("number of shards", $"{cache.Slots.Count}", $"{shards.Count}"),
            .. shards.SelectMany(shard => Different($"nodes of shard {shard.NodeGroupId}", $"{cache.Replicas + 1}", $"{shard.NodeGroupMembers?.Count ?? 0}")),
            .. cache.ClusterMode && shards.Count == cache.Slots.Count ? SlotDifferences(cache, shards) : [],
            .. cache.TransitEncryption && group.TransitEncryptionEnabled != true ? ["clients connect without TLS"] : Array.Empty<string>(),
            .. cache.AtRestEncryption && group.AtRestEncryptionEnabled != true ? ["its disk data is not encrypted"] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> SlotDifferences(CachePlan cache, List<NodeGroup> shards) => shards
        .OrderBy(shard => shard.NodeGroupId, StringComparer.Ordinal).Zip(cache.Slots)
        .Where(pair => !AreSame(pair.First.Slots, pair.Second))
        .Select(pair => $"shard {pair.First.NodeGroupId} serves the slots {pair.First.Slots} instead of {pair.Second}");

    private static bool AreSame(string? one, string other) =>
        SlotRange.TryParseAll(one, out var first) && SlotRange.TryParseAll(other, out var second) && first.SequenceEqual(second);

    private static bool IsVersion(string asked, string? found) =>
        found == asked || found?.StartsWith($"{asked}.", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Different(string what, string asked, string? found) =>
        asked == found ? [] : [$"{what} is {found ?? "unknown"} instead of {asked}"];
}
