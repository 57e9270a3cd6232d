using System.Text.RegularExpressions;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>One shard as asked for.</summary>
/// <param name="Id">1-4 digits.</param>
/// <param name="Slots">Null with cluster mode disabled.</param>
/// <param name="Replicas">0-5.</param>
/// <param name="Zones">Preferred zones, the primary's first; fewer than nodes, or none, lets ElastiCache choose.</param>
internal sealed record ShardPlan(string Id, string? Slots, int Replicas, IReadOnlyList<string> Zones);

/// <summary>Reads how many shards and replicas a replication group is to have.</summary>
internal static partial class GroupTopology
{
    /// <summary>The parameters it reads.</summary>
    public static readonly IReadOnlyList<string> Supported =
        ["NumCacheClusters", "NumNodeGroups", "ReplicasPerNodeGroup", "NodeGroupConfiguration", "PreferredCacheClusterAZs", "ClusterMode"];

    private static readonly string[] ShardMembers =
        ["NodeGroupId", "Slots", "ReplicaCount", "PrimaryAvailabilityZone", "ReplicaAvailabilityZones"];

    private const int MostShards = 500;
    private const int MostReplicas = 5;

    /// <summary>Whether the request by itself asks for cluster mode enabled, the parameter group aside.</summary>
    public static bool AsksForClusterMode(QueryParameters parameters) =>
        parameters.OneOf("ClusterMode", "enabled", "disabled", "compatible") switch
        {
            "enabled" => true,
            "compatible" => throw ServiceError.NotImplemented("ClusterMode=compatible"),
            _ => ShardCount(parameters) > 1,
        };

    /// <param name="parameters">The request.</param>
    /// <param name="clusterEnabled">As the parameter group has it.</param>
    /// <exception cref="ServiceError">The parameters contradict each other or the limits.</exception>
    public static IReadOnlyList<ShardPlan> Read(QueryParameters parameters, bool clusterEnabled)
    {
        CheckClusterMode(parameters, clusterEnabled);
        var count = ShardCount(parameters);
        var configured = parameters.Structures("NodeGroupConfiguration");
        if (configured.Count > 0 && configured.Count != count)
        {
            throw ServiceError.InvalidCombination(
                $"NodeGroupConfiguration describes {configured.Count} node groups, NumNodeGroups says {count}.");
        }

        CheckShards(configured, clusterEnabled);
        var replicas = Replicas(parameters, clusterEnabled);
        IReadOnlyList<string?> slots = clusterEnabled
            ? SlotAssignment.Read(configured, count, isRestore: parameters.List("SnapshotArns").Count > 0)
            : (IReadOnlyList<string?>)[null];
        var zones = parameters.List("PreferredCacheClusterAZs");
        return
        [
            .. Enumerable.Range(0, count).Select(i => configured.Count == 0
                ? new ShardPlan($"{i + 1:0000}", slots[i], replicas, zones)
                : Shard(configured[i], i, slots[i], replicas)),
        ];
    }

    private static int ShardCount(QueryParameters parameters) =>
        parameters.Number("NumNodeGroups", 1, MostShards) ?? Math.Max(1, parameters.Structures("NodeGroupConfiguration").Count);

    private static void CheckClusterMode(QueryParameters parameters, bool clusterEnabled)
    {
        if (AsksForClusterMode(parameters) && !clusterEnabled)
        {
            throw ServiceError.InvalidCombination("Cluster mode should be enabled in parameter group, but found it is disabled.");
        }

        if (clusterEnabled && parameters.Text("ClusterMode") == "disabled")
        {
            throw ServiceError.InvalidCombination("Cluster mode should be disabled in parameter group, but found it is enabled.");
        }
    }

    private static void CheckShards(IReadOnlyList<QueryParameters> configured, bool clusterEnabled)
    {
        if (!clusterEnabled && configured.Any(shard => shard.Text("Slots") is not null))
        {
            throw ServiceError.InvalidCombination("Slots are for cluster mode enabled only.");
        }

        var ids = configured.Select(shard => shard.Text("NodeGroupId")).OfType<string>().ToList();
        if (ids.Count != ids.Distinct().Count())
        {
            throw ServiceError.InvalidValue("The NodeGroupId of every node group must be another one.");
        }
    }

    private static int Replicas(QueryParameters parameters, bool clusterEnabled)
    {
        var nodes = parameters.Number("NumCacheClusters", 1, MostReplicas + 1);
        var replicas = parameters.Number("ReplicasPerNodeGroup", 0, MostReplicas);
        if (nodes is not null && (replicas is not null || clusterEnabled))
        {
            throw ServiceError.InvalidCombination(
                "NumCacheClusters is for cluster mode disabled only, and excludes ReplicasPerNodeGroup.");
        }

        return replicas ?? (nodes - 1) ?? 0;
    }

    private static ShardPlan Shard(QueryParameters configured, int index, string? slots, int replicas)
    {
        if (configured.TopLevelNames.Except(ShardMembers).FirstOrDefault() is { } unknown)
        {
            throw ServiceError.NotImplemented($"the member {unknown} of NodeGroupConfiguration");
        }

        var id = configured.Text("NodeGroupId") ?? $"{index + 1:0000}";
        if (!NodeGroupId().IsMatch(id))
        {
            throw ServiceError.InvalidValue($"The NodeGroupId {id} must have 1 to 4 digits.");
        }

        string?[] zones = [configured.Text("PrimaryAvailabilityZone"), .. configured.List("ReplicaAvailabilityZones")];
        return new ShardPlan(id, slots, configured.Number("ReplicaCount", 0, MostReplicas) ?? replicas, [.. zones.OfType<string>()]);
    }

    [GeneratedRegex(@"^\d{1,4}$")]
    private static partial Regex NodeGroupId();
}
