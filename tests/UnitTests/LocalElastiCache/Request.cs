using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.UnitTests.LocalElastiCache;

/// <summary>Requests to the local ElastiCache, as they come in.</summary>
internal static class Request
{
    /// <summary>One parameter per pair.</summary>
    public static QueryParameters Of(params (string Name, string Value)[] parameters) =>
        new(parameters.ToDictionary(pair => pair.Name, pair => pair.Value));

    /// <summary>Shards with these slots; null leaves a shard's out.</summary>
    public static (string Name, string Value)[] Shards(params string?[] slots) =>
    [
        .. slots.Select((range, i) => range is null
            ? ($"NodeGroupConfiguration.NodeGroupConfiguration.{i + 1}.ReplicaCount", "0")
            : ($"NodeGroupConfiguration.NodeGroupConfiguration.{i + 1}.Slots", range)),
    ];
}
