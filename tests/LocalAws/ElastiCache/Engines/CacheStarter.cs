using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Seeding;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Brings caches from <c>creating</c> to <c>available</c>: real servers, joined as the topology says, with their data.</summary>
internal sealed class CacheStarter(Backend backend, ServerLauncher launcher, SeedStage stage)
{
    /// <param name="state">Where it is.</param>
    /// <param name="group">What is to be started.</param>
    /// <param name="seed">Its data; null for an empty cache.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartAsync(RegionState state, ReplicationGroup group, Seed? seed, CancellationToken cancellationToken)
    {
        var ending = new StartOutcome(backend, state, seed);
        try
        {
            await Task.WhenAll(LaunchAsync(state, group, seed, cancellationToken), DelayAsync(seed, cancellationToken));
            ending.Succeed(group);
        }
        catch (SeedFailedException error)
        {
            ending.FailRestore(group, error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            ending.Fail(group, error);
        }
    }

    /// <inheritdoc cref="StartAsync(RegionState, ReplicationGroup, Seed?, CancellationToken)"/>
    /// <param name="state">Where it is.</param>
    /// <param name="cluster">What is to be started.</param>
    /// <param name="seed">Its data; null for an empty cache.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartAsync(RegionState state, CacheCluster cluster, Seed? seed, CancellationToken cancellationToken)
    {
        var ending = new StartOutcome(backend, state, seed);
        var launching = cluster.Settings.IsMemcached ? Task.CompletedTask : LaunchAsync(state, cluster, seed, cancellationToken);
        try
        {
            await Task.WhenAll(launching, DelayAsync(seed, cancellationToken));
            ending.Succeed(cluster);
        }
        catch (SeedFailedException error)
        {
            ending.FailRestore(cluster, error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            ending.Fail(cluster, error);
        }
    }

    private Task DelayAsync(Seed? seed, CancellationToken cancellationToken) => backend.DelayAsync(
        seed is null ? backend.Durations.CreateCache : backend.Durations.RestoreCache, cancellationToken);

    private async Task LaunchAsync(RegionState state, ReplicationGroup group, Seed? seed, CancellationToken cancellationToken)
    {
        var data = await PrepareAsync(state, seed, group.Settings, [.. group.Shards.Select(shard => shard.Slots)], cancellationToken);
        var members = group.Members.ToList();
        ClusterMember[] cluster = group.ClusterEnabled
            ? [.. from shard in @group.Shards
                  from _ in shard.Members
                  select new ClusterMember(shard.Slots!, members.IndexOf(shard.Primary))]
            : [];
        // Replicas get theirs from the primary.
        var nodes = group.Shards.SelectMany((shard, i) => shard.Members.Select(member =>
            new NewServer(member.Id, member == shard.Primary ? data.ElementAtOrDefault(i) : null)));
        var servers = await launcher.StartAsync(group.Settings.Engine, [.. nodes], cluster, cancellationToken);
        foreach (var (member, server) in members.Zip(servers))
        {
            member.Server = server;
        }

        await (group.ClusterEnabled
            ? ClusterFiles.UntilServingAsync(cluster, servers, cancellationToken)
            : Replication.LinkAsync(servers, cancellationToken));
    }

    private async Task LaunchAsync(RegionState state, CacheCluster cluster, Seed? seed, CancellationToken cancellationToken)
    {
        var data = await PrepareAsync(state, seed, cluster.Settings, [null], cancellationToken);
        var node = new NewServer(cluster.Id, data.ElementAtOrDefault(0));
        cluster.Server = (await launcher.StartAsync(cluster.Settings.Engine, [node], [], cancellationToken))[0];
    }

    private async Task<IReadOnlyList<FileInfo>> PrepareAsync(
        RegionState state, Seed? seed, CacheSettings settings, IReadOnlyList<string?> slots, CancellationToken cancellationToken) =>
        seed is null ? [] : await stage.PrepareAsync(state, seed, new SeedTarget(settings, slots), cancellationToken);
}
