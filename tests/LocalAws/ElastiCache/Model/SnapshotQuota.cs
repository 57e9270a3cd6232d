using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>20 manual snapshots per node in 24 hours; deleting one gives nothing back, automatic ones do not count.</summary>
internal sealed class SnapshotQuota
{
    public const int PerNode = 20;
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private readonly Dictionary<string, Queue<DateTimeOffset>> _taken = new(StringComparer.Ordinal);

    /// <summary>Counts one snapshot of each node.</summary>
    /// <exception cref="ServiceError">A node's quota is spent; then none is counted.</exception>
    public void Take(IReadOnlyCollection<CacheCluster> nodes, DateTimeOffset now)
    {
        if (nodes.FirstOrDefault(node => Recent(node.Id, now).Count >= PerNode) is { } spent)
        {
            throw ServiceError.BadRequest(
                "SnapshotQuotaExceededFault",
                $"You have exceeded the quota of {PerNode} manual snapshots in 24 hours for cache node {spent.Id}.");
        }

        foreach (var node in nodes)
        {
            Recent(node.Id, now).Enqueue(now);
        }
    }

    /// <summary>Uses up whatever the node has left.</summary>
    public void Spend(string clusterId, DateTimeOffset now)
    {
        var recent = Recent(clusterId, now);
        while (recent.Count < PerNode)
        {
            recent.Enqueue(now);
        }
    }

    private Queue<DateTimeOffset> Recent(string clusterId, DateTimeOffset now)
    {
        if (!_taken.TryGetValue(clusterId, out var taken))
        {
            _taken[clusterId] = taken = new Queue<DateTimeOffset>();
        }

        while (taken.TryPeek(out var oldest) && oldest <= now - Window)
        {
            taken.Dequeue();
        }

        return taken;
    }
}
