namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>A replication group: one shard with cluster mode disabled, one or more with it enabled.</summary>
internal sealed class ReplicationGroup(string id, string description, CacheSettings settings, DateTimeOffset created)
{
    public string Id { get; } = id;

    public string Description { get; } = description;

    public CacheSettings Settings { get; } = settings;

    public DateTimeOffset Created { get; } = created;

    public required bool ClusterEnabled { get; init; }

    public required bool AutomaticFailover { get; init; }

    public required bool MultiZone { get; init; }

    public required IReadOnlyList<string> UserGroupIds { get; init; }

    public IReadOnlyList<Shard> Shards { get; set; } = [];

    public IEnumerable<CacheCluster> Members => Shards.SelectMany(shard => shard.Members);

    public string Status { get; set; } = Model.Status.Creating;

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}

/// <summary>A shard, which AWS calls a node group.</summary>
/// <param name="Id">1-4 digits.</param>
/// <param name="Slots">Such as <c>0-5460</c>; null with cluster mode disabled.</param>
/// <param name="Members">The primary first, then its replicas.</param>
internal sealed record Shard(string Id, string? Slots, IReadOnlyList<CacheCluster> Members)
{
    public CacheCluster Primary => Members[0];

    /// <summary>Where a snapshot is taken: a replica if there is one, since a fork costs the primary memory and latency.</summary>
    public CacheCluster SnapshotSource => Members[^1];
}
