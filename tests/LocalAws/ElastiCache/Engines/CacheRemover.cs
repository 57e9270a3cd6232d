using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Ends caches: from <c>deleting</c> to gone, server processes included.</summary>
internal sealed class CacheRemover(Backend backend)
{
    /// <summary>Sets a group's status and that of all its members.</summary>
    public static void Mark(ReplicationGroup group, string status)
    {
        group.Status = status;
        foreach (var member in group.Members)
        {
            member.Status = status;
        }
    }

    public async Task RemoveAsync(RegionState state, ReplicationGroup group, CancellationToken cancellationToken)
    {
        await backend.DelayAsync(backend.Durations.DeleteCache, cancellationToken);
        await Task.WhenAll(group.Members.Select(StopAsync));
        lock (state.Gate)
        {
            foreach (var member in group.Members)
            {
                Forget(state, member);
            }

            state.Groups.Remove(group.Id);
            state.Events.Add(group, backend.Now, $"Replication group {group.Id} deleted");
        }
    }

    public async Task RemoveAsync(RegionState state, CacheCluster cluster, CancellationToken cancellationToken)
    {
        await backend.DelayAsync(backend.Durations.DeleteCache, cancellationToken);
        await StopAsync(cluster);
        lock (state.Gate)
        {
            Forget(state, cluster);
        }
    }

    private void Forget(RegionState state, CacheCluster cluster)
    {
        state.Clusters.Remove(cluster.Id);
        state.Events.Add(cluster, backend.Now, "Cache cluster deleted");
    }

    private static async Task StopAsync(CacheCluster cluster)
    {
        if (cluster.Server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
