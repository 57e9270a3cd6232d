using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>What one account has in one Region. Every access holds <see cref="Gate"/>.</summary>
internal sealed class RegionState(string accountId, string region)
{
    public Lock Gate { get; } = new();

    public string AccountId { get; } = accountId;

    public string Region { get; } = region;

    public SortedDictionary<string, ReplicationGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>All nodes, members of groups included.</summary>
    public SortedDictionary<string, CacheCluster> Clusters { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Snapshot> Snapshots { get; } = new(StringComparer.Ordinal);

    public EventLog Events { get; } = new();

    public SnapshotQuota Quota { get; } = new();

    public ReplicationGroup Group(string id) => Groups.TryGetValue(id.ToLowerInvariant(), out var group)
        ? group
        : throw ServiceError.NotFound("ReplicationGroupNotFoundFault", $"ReplicationGroup {id} not found.");

    public CacheCluster Cluster(string id) => Clusters.TryGetValue(id.ToLowerInvariant(), out var cluster)
        ? cluster
        : throw ServiceError.NotFound("CacheClusterNotFound", $"CacheCluster not found: {id}");

    public Snapshot Snapshot(string name) => Snapshots.TryGetValue(name.ToLowerInvariant(), out var snapshot)
        ? snapshot
        : throw ServiceError.NotFound("SnapshotNotFoundFault", $"Snapshot {name} not found.");

    /// <exception cref="ServiceError">A snapshot of this name exists, in whatever status.</exception>
    public void RequireFreeSnapshotName(string name)
    {
        if (Snapshots.ContainsKey(name))
        {
            throw ServiceError.BadRequest("SnapshotAlreadyExistsFault", $"Snapshot with specified name already exists: {name}.");
        }
    }

    /// <summary>Such as <c>arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:orders</c>.</summary>
    /// <param name="type"><c>cluster</c>, <c>replicationgroup</c> or <c>snapshot</c>.</param>
    /// <param name="id">The resource's id.</param>
    public string Arn(string type, string id) => $"arn:{Partition}:elasticache:{Region}:{AccountId}:{type}:{id}";

    private string Partition => Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";
}
