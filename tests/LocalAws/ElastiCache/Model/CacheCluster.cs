using CacheBackup.LocalAws.ElastiCache.Engines;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>One node, which AWS calls a cache cluster: alone, or a member of a replication group. Memcached may have several.</summary>
internal sealed class CacheCluster(string id, CacheSettings settings, string zone, DateTimeOffset created)
{
    public string Id { get; } = id;

    public CacheSettings Settings { get; } = settings;

    public string Zone { get; } = zone;

    public DateTimeOffset Created { get; } = created;

    /// <summary>Nodes of a Memcached cluster; 1 otherwise.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Null when it stands alone.</summary>
    public ReplicationGroup? Group { get; init; }

    public string Status { get; set; } = Model.Status.Creating;

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The real server; null until it runs, and always for Memcached.</summary>
    public ServerProcess? Server { get; set; }
}
