using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>Fills what a request to restore a snapshot leaves out with what the snapshot's cache had.</summary>
internal static class SnapshotDefaults
{
    private static readonly string[] LayoutParameters =
        ["NumNodeGroups", "NodeGroupConfiguration", "ReplicasPerNodeGroup", "NumCacheClusters", "ClusterMode"];

    /// <summary>The request with the snapshot's node type, engine and shards, each where the request says nothing of it.</summary>
    public static QueryParameters Apply(QueryParameters parameters, Snapshot? snapshot)
    {
        if (snapshot is null)
        {
            return parameters;
        }

        var defaults = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CacheNodeType"] = snapshot.Settings.NodeType,
            ["Engine"] = snapshot.Settings.Engine,
        };
        if (parameters.Text("Engine") is null)
        {
            defaults["EngineVersion"] = snapshot.Settings.EngineVersion;
        }

        if (snapshot.Node is null && !parameters.TopLevelNames.Any(LayoutParameters.Contains))
        {
            defaults["ClusterMode"] = "enabled";
            AddShards(defaults, snapshot);
        }

        return parameters.WithDefaults(defaults);
    }

    private static void AddShards(Dictionary<string, string> defaults, Snapshot snapshot)
    {
        for (var i = 0; i < snapshot.Shards.Count; i++)
        {
            var (shard, prefix) = (snapshot.Shards[i].Shard, $"NodeGroupConfiguration.NodeGroupConfiguration.{i + 1}.");
            defaults[prefix + "NodeGroupId"] = shard.Id;
            defaults[prefix + "Slots"] = shard.Slots!;
            defaults[prefix + "ReplicaCount"] = $"{shard.Members.Count - 1}";
        }
    }
}
