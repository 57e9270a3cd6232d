namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>A snapshot, with the settings its source had.</summary>
internal sealed class Snapshot(string name, CacheSettings settings, DateTimeOffset created)
{
    public string Name { get; } = name;

    public CacheSettings Settings { get; } = settings;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created { get; } = created;

    /// <summary>Taken by ElastiCache itself rather than by a request.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>The group it was taken from, cluster mode disabled or not; null for a single node.</summary>
    public required ReplicationGroup? Group { get; init; }

    /// <summary>The node it was taken from; null for a whole cluster.</summary>
    public required CacheCluster? Node { get; init; }

    public required IReadOnlyList<ShardSnapshot> Shards { get; init; }

    public string? KmsKeyId { get; init; }

    public string Status { get; set; } = Model.Status.Creating;

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>A manual snapshot of the same source, without files yet.</summary>
    public Snapshot CopyAs(string name, string? kmsKeyId, DateTimeOffset now) => new(name, Settings, now)
    {
        IsAutomatic = false,
        Group = Group,
        Node = Node,
        Shards = [.. Shards.Select(shard => new ShardSnapshot(shard.Shard, shard.Node))],
        KmsKeyId = kmsKeyId,
    };
}

/// <summary>One shard's part of a snapshot: one <c>.rdb</c>.</summary>
internal sealed class ShardSnapshot(Shard shard, CacheCluster node)
{
    public Shard Shard { get; } = shard;

    /// <summary>The node that was saved.</summary>
    public CacheCluster Node { get; } = node;

    /// <summary>The saved file; null until it is complete.</summary>
    public FileInfo? File { get; set; }

    /// <summary>The cache's size, in bytes of memory; null until the snapshot is complete.</summary>
    public long? UsedBytes { get; set; }

    /// <summary>When the file was complete.</summary>
    public DateTimeOffset? Completed { get; set; }
}
