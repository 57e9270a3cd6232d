using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Sources;

/// <summary>Finds what a request names and refuses, before anything is created, what cannot be backed up.</summary>
public sealed class SourceFinder(IAwsClients clients)
{
    /// <summary>The cache to back up, or the one a snapshot was taken of.</summary>
    /// <param name="source">Exactly one of its fields is set.</param>
    /// <param name="execution">Where to look.</param>
    /// <param name="now">When the execution started: the snapshots of the 24 hours before it count against the quota.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="BackupSourceMissingException">There is no such cache or snapshot.</exception>
    /// <exception cref="BackupSourceUnsupportedException">It can have no snapshot.</exception>
    /// <exception cref="BackupSourceBusyException">It is not available.</exception>
    /// <exception cref="SnapshotNotExportableException">Its snapshots cannot be exported.</exception>
    /// <exception cref="SnapshotQuotaSpentException">It can have no more snapshots now.</exception>
    public async Task<SourceCache> FindAsync(
        BackupSource source, ExecutionArn execution, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lookup = new CacheLookup(clients.ElastiCache(execution.Region), execution, cancellationToken);
        if (source.SnapshotName is { } snapshotName)
        {
            return await new SnapshotSource(lookup).DescribeAsync(snapshotName.ToLowerInvariant());
        }

        var cache = source.ReplicationGroupId is { } groupId
            ? await DescribeGroupAsync(lookup, groupId.ToLowerInvariant())
            : await DescribeClusterAsync(lookup, source.CacheClusterId!.ToLowerInvariant());
        await SnapshotQuota.CheckAsync(lookup, cache, now);
        return cache;
    }

    private static async Task<SourceCache> DescribeGroupAsync(CacheLookup lookup, string id)
    {
        var group = await lookup.GroupAsync(id) ?? throw lookup.Missing($"replication group {id}");
        SourceRefusals.RefuseUnlessBackable(group);
        var members = await MembersOf(lookup, group);
        members.ForEach(SourceRefusals.RefuseUnlessBackable);
        var tags = await lookup.TagsAsync(group.ARN) ?? throw SourceRefusals.Busy($"Replication group {id}", "changing");
        var cache = SourceShapes.Of(group, members, tags, lookup.Execution);
        return cache.ClusterModeEnabled ? cache : cache with { SnapshotNode = SnapshotNodes.Choose(group, members) };
    }

    private static async Task<SourceCache> DescribeClusterAsync(CacheLookup lookup, string id)
    {
        var cluster = await lookup.ClusterAsync(id) ?? throw lookup.Missing($"cache cluster {id}");
        SourceRefusals.RefuseMember(cluster);
        SourceRefusals.RefuseUnlessBackable(cluster);
        SourceRefusals.RefuseUnlessAvailable($"Cache cluster {id}", cluster.CacheClusterStatus);
        var tags = await lookup.TagsAsync(cluster.ARN) ?? throw SourceRefusals.Busy($"Cache cluster {id}", "changing");
        return SourceShapes.Of(cluster, tags, lookup.Execution);
    }

    // One member knows all that the members share. Without cluster mode all are needed, to pick the one to snapshot.
    internal static async Task<List<CacheCluster>> MembersOf(CacheLookup lookup, ReplicationGroup group)
    {
        var ids = group.MemberClusters ?? [];
        var members = new List<CacheCluster>();
        foreach (var id in group.ClusterEnabled == true ? ids.Take(1) : ids)
        {
            if (await lookup.ClusterAsync(id) is { } member)
            {
                members.Add(member);
            }
        }

        return members.Count > 0 ? members : throw SourceRefusals.Busy($"Replication group {group.ReplicationGroupId}", "without nodes");
    }
}
