using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Seeding;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Records how the start of a cache ended: statuses, events, and the snapshot it came from given back.</summary>
/// <param name="backend">Tells the time.</param>
/// <param name="state">Where the cache is.</param>
/// <param name="seed">Its data; null for an empty cache.</param>
internal sealed class StartOutcome(Backend backend, RegionState state, Seed? seed)
{
    private const string NodeCreated = "Cache cluster created";

    public void Succeed(ReplicationGroup group) =>
        Finish(group, Status.Available, Status.Available, $"Replication group {group.Id} created", _ => NodeCreated);

    public void Succeed(CacheCluster cluster) => Finish(cluster, Status.Available, NodeCreated);

    public void Fail(ReplicationGroup group, Exception error)
    {
        var message = $"Failed to create replication group {group.Id}: {error.Message}";
        Finish(group, Status.CreateFailed, Status.Failed, message, _ => message);
    }

    public void Fail(CacheCluster cluster, Exception error) =>
        Finish(cluster, Status.Failed, $"Failed to create the cache cluster: {error.Message}");

    /// <summary>The words are those AWS documents for MemoryDB; ElastiCache's are in no document.</summary>
    public void FailRestore(ReplicationGroup group, SeedFailedException error) => Finish(
        group,
        error.GroupStatus,
        Status.RestoreFailed,
        $"Restore from {seed!.Name} failed for replication group {group.Id}. {error.Message}",
        member => RestoreFailed(member, error));

    /// <inheritdoc cref="FailRestore(ReplicationGroup, SeedFailedException)"/>
    public void FailRestore(CacheCluster cluster, SeedFailedException error) =>
        Finish(cluster, Status.RestoreFailed, RestoreFailed(cluster, error));

    private string RestoreFailed(CacheCluster cluster, SeedFailedException error) =>
        $"Restore from {seed!.Name} failed for node {cluster.Id}. {error.Message}";

    private void Finish(
        ReplicationGroup group, string groupStatus, string memberStatus, string message, Func<CacheCluster, string> memberMessage)
    {
        lock (state.Gate)
        {
            group.Status = groupStatus;
            foreach (var member in group.Members)
            {
                member.Status = memberStatus;
                state.Events.Add(member, backend.Now, memberMessage(member));
            }

            state.Events.Add(group, backend.Now, message);
            seed?.Release();
        }
    }

    private void Finish(CacheCluster cluster, string status, string message)
    {
        lock (state.Gate)
        {
            cluster.Status = status;
            state.Events.Add(cluster, backend.Now, message);
            seed?.Release();
        }
    }
}
