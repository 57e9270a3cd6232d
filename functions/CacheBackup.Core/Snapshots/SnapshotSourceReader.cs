using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Snapshots;

/// <summary>
/// Looks at a source once more right before its snapshot is taken: its state and roles may have changed since it was
/// described.
/// </summary>
public sealed class SnapshotSourceReader(IAwsClients aws)
{
    /// <summary>What to take the snapshot of.</summary>
    /// <exception cref="BackupSourceBusyException">The source is not available.</exception>
    /// <exception cref="BackupSourceMissingException">It is gone.</exception>
    public Task<SnapshotTarget> ReadAsync(ExecutionArn execution, SourceCache source, CancellationToken cancellationToken)
    {
        var lookup = new CacheLookup(aws.ElastiCache(source.Region), execution, cancellationToken);
        return source.Kind == SourceKind.ReplicationGroup ? ReadGroupAsync(lookup, source) : ReadClusterAsync(lookup, source);
    }

    private static async Task<SnapshotTarget> ReadGroupAsync(CacheLookup lookup, SourceCache source)
    {
        var group = await lookup.GroupAsync(source.Id) ?? throw lookup.Missing($"replication group {source.Id}");
        SourceRefusals.RefuseUnlessAvailable($"Replication group {source.Id}", group.Status);
        return source.ClusterModeEnabled
            ? new SnapshotTarget(ReplicationGroupId: source.Id, CacheClusterId: null)
            : new SnapshotTarget(ReplicationGroupId: null, SnapshotNodes.Choose(group, await SourceFinder.MembersOf(lookup, group)));
    }

    private static async Task<SnapshotTarget> ReadClusterAsync(CacheLookup lookup, SourceCache source)
    {
        var cluster = await lookup.ClusterAsync(source.Id) ?? throw lookup.Missing($"cache cluster {source.Id}");
        SourceRefusals.RefuseUnlessAvailable($"Cache cluster {source.Id}", cluster.CacheClusterStatus);
        return new SnapshotTarget(ReplicationGroupId: null, source.Id);
    }
}

/// <summary>What a snapshot is taken of: exactly one of both.</summary>
/// <param name="ReplicationGroupId">A whole group, with cluster mode enabled.</param>
/// <param name="CacheClusterId">One node.</param>
public sealed record SnapshotTarget(string? ReplicationGroupId, string? CacheClusterId);
