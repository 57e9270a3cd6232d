using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Snapshots;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>What no request can cause: failures inside the service, and what it does by itself.</summary>
public sealed class ElastiCacheHooks
{
    private readonly Backend _backend;
    private readonly SnapshotTaker _taker;

    internal ElastiCacheHooks(Backend backend, SnapshotTaker taker) => (_backend, _taker) = (backend, taker);

    /// <summary>The next snapshot to be taken, of whatever cache, ends as <c>failed</c>. Adds up.</summary>
    public void FailNextSnapshot() => _backend.Planned.Snapshots.Add();

    /// <summary>The next cache that is made of files or of a snapshot ends as <c>restore-failed</c>. Adds up.</summary>
    public void FailNextRestore() => _backend.Planned.Restores.Add();

    /// <summary>Gives all nodes of a type, to be created from now on, another size: real ones are too large to fill.</summary>
    /// <param name="nodeType">Such as <c>cache.t4g.micro</c>.</param>
    /// <param name="bytes">Memory for data; an empty server uses about a million.</param>
    public void SetNodeMemory(string nodeType, long bytes) => _backend.NodeMemory.Set(nodeType, bytes);

    /// <summary>The next export leaves out one shard's object, yet its snapshot returns to <c>available</c>. Adds up, in order.</summary>
    /// <param name="shard">Counted from 1.</param>
    public void MissShardOfNextExport(int shard) => _backend.Planned.MissingShards.Enqueue(shard);

    /// <summary>Sets the status of a replication group or, where there is none of that id, of a cache cluster.</summary>
    /// <param name="region">The cache's Region.</param>
    /// <param name="cacheId">Its id, lower-case.</param>
    /// <param name="status">Any text, such as <c>modifying</c>.</param>
    /// <param name="accountId">Null for the default account.</param>
    /// <exception cref="ArgumentException">There is no such cache.</exception>
    public void SetStatus(string region, string cacheId, string status, string? accountId = null)
    {
        var state = State(region, accountId);
        lock (state.Gate)
        {
            if (state.Groups.TryGetValue(cacheId, out var group))
            {
                group.Status = status;
                return;
            }

            Cluster(state, cacheId).Status = status;
        }
    }

    /// <summary>Uses up a node's manual snapshots of the last 24 hours.</summary>
    /// <param name="region">The node's Region.</param>
    /// <param name="cacheClusterId">The node, such as <c>orders-002</c>.</param>
    /// <param name="accountId">Null for the default account.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void SpendSnapshotQuota(string region, string cacheClusterId, string? accountId = null)
    {
        var state = State(region, accountId);
        lock (state.Gate)
        {
            state.Quota.Spend(Cluster(state, cacheClusterId).Id, _backend.Now);
        }
    }

    /// <summary>Takes the daily automatic snapshot of a cache now, and waits until it is done.</summary>
    /// <param name="region">The cache's Region.</param>
    /// <param name="replicationGroupId">A group with a snapshot retention of at least 1 day.</param>
    /// <param name="accountId">Null for the default account.</param>
    /// <returns>Its name, <c>automatic.&lt;group&gt;-yyyy-MM-dd-HH-mm</c>.</returns>
    /// <exception cref="ArgumentException">No such group, it keeps no automatic snapshots, or it cannot be snapshotted now.</exception>
    public async Task<string> TakeAutomaticSnapshotAsync(string region, string replicationGroupId, string? accountId = null)
    {
        var state = State(region, accountId);
        var snapshot = PlanAutomatic(state, replicationGroupId);
        await _backend.Run(cancellationToken => _taker.TakeAsync(state, snapshot, cancellationToken));
        return snapshot.Name;
    }

    private Snapshot PlanAutomatic(RegionState state, string replicationGroupId)
    {
        lock (state.Gate)
        {
            if (!state.Groups.TryGetValue(replicationGroupId, out var group) || group.Settings.RetentionDays == 0)
            {
                throw new ArgumentException($"No replication group '{replicationGroupId}' with automatic snapshots in {state.Region}.");
            }

            try
            {
                var source = SnapshotSource.Of(group);
                var snapshot = SnapshotPlan.Automatic(state, source, _backend.Now);
                source.MarkSnapshotting();
                return snapshot;
            }
            catch (ServiceError error)
            {
                throw new ArgumentException(error.Message, error);
            }
        }
    }

    private RegionState State(string region, string? accountId) =>
        _backend.State(accountId ?? _backend.Context.Accounts.DefaultAccountId, region);

    private static CacheCluster Cluster(RegionState state, string id) =>
        state.Clusters.TryGetValue(id, out var cluster) ? cluster : throw new ArgumentException($"No cache '{id}' in {state.Region}.");
}
