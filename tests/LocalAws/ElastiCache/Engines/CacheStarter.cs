using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Brings caches from <c>creating</c> to <c>available</c>: real servers, joined as the topology says.</summary>
internal sealed class CacheStarter(Backend backend)
{
    private readonly ServerLauncher _launcher = new(backend);

    public async Task StartAsync(RegionState state, ReplicationGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(LaunchAsync(group, cancellationToken), backend.DelayAsync(backend.Durations.CreateCache, cancellationToken));
            Finish(state, group, Status.Available, Status.Available, $"Replication group {group.Id} created");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Finish(state, group, Status.CreateFailed, Status.Failed, $"Failed to create replication group {group.Id}: {error.Message}");
        }
    }

    public async Task StartAsync(RegionState state, CacheCluster cluster, CancellationToken cancellationToken)
    {
        var launching = cluster.Settings.IsMemcached ? Task.CompletedTask : LaunchAsync(cluster, cancellationToken);
        try
        {
            await Task.WhenAll(launching, backend.DelayAsync(backend.Durations.CreateCache, cancellationToken));
            Finish(state, cluster, Status.Available, "Cache cluster created");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Finish(state, cluster, Status.Failed, $"Failed to create the cache cluster: {error.Message}");
        }
    }

    private async Task LaunchAsync(ReplicationGroup group, CancellationToken cancellationToken)
    {
        var members = group.Members.ToList();
        ClusterMember[] cluster = group.ClusterEnabled
            ? [.. from shard in @group.Shards from _ in shard.Members select new ClusterMember(shard.Slots!, members.IndexOf(shard.Primary))]
            : [];
        var ids = members.Select(member => member.Id).ToList();
        var servers = await _launcher.StartAsync(group.Settings.Engine, ids, cluster, cancellationToken);
        foreach (var (member, server) in members.Zip(servers))
        {
            member.Server = server;
        }

        await (group.ClusterEnabled
            ? ClusterFiles.UntilServingAsync(cluster, servers, cancellationToken)
            : Replication.LinkAsync(servers, cancellationToken));
    }

    private async Task LaunchAsync(CacheCluster cluster, CancellationToken cancellationToken) =>
        cluster.Server = (await _launcher.StartAsync(cluster.Settings.Engine, [cluster.Id], [], cancellationToken))[0];

    private void Finish(RegionState state, ReplicationGroup group, string groupStatus, string memberStatus, string message)
    {
        lock (state.Gate)
        {
            group.Status = groupStatus;
            foreach (var member in group.Members)
            {
                member.Status = memberStatus;
                state.Events.Add(member, backend.Now, memberStatus == Status.Available ? "Cache cluster created" : message);
            }

            state.Events.Add(group, backend.Now, message);
        }
    }

    private void Finish(RegionState state, CacheCluster cluster, string status, string message)
    {
        lock (state.Gate)
        {
            cluster.Status = status;
            state.Events.Add(cluster, backend.Now, message);
        }
    }
}
