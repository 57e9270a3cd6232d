using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Snapshots;

/// <summary>Looks at a source once more right before its snapshot is taken: it may have changed since it was described.</summary>
public sealed class SnapshotSourceReader(IAwsClients aws)
{
    private const string Available = "available";

    /// <summary>What to take the snapshot of.</summary>
    /// <exception cref="BackupSourceBusyException">The source is not available.</exception>
    /// <exception cref="BackupSourceMissingException">It is gone.</exception>
    public async Task<SnapshotTarget> ReadAsync(SourceCache source, CancellationToken cancellationToken)
    {
        try
        {
            return source.Kind == SourceKind.ReplicationGroup
                ? await ReadGroupAsync(source, cancellationToken)
                : await ReadClusterAsync(source, cancellationToken);
        }
        catch (AmazonElastiCacheException error)
        {
            throw SnapshotFailures.Translate(source, error);
        }
    }

    private async Task<SnapshotTarget> ReadGroupAsync(SourceCache source, CancellationToken cancellationToken)
    {
        var request = new DescribeReplicationGroupsRequest { ReplicationGroupId = source.Id };
        var response = await AwsCalls.CallAsync(
            "elasticache:DescribeReplicationGroups", source.Id, () => aws.ElastiCache(source.Region).DescribeReplicationGroupsAsync(request, cancellationToken));
        var group = response.ReplicationGroups.Single();
        DemandAvailable(source, group.Status);
        return source.ClusterModeEnabled
            ? new SnapshotTarget(ReplicationGroupId: source.Id, CacheClusterId: null)
            : new SnapshotTarget(ReplicationGroupId: null, SnapshotNode.Choose(group.NodeGroups.Single().NodeGroupMembers, source.SnapshotNode));
    }

    private async Task<SnapshotTarget> ReadClusterAsync(SourceCache source, CancellationToken cancellationToken)
    {
        var request = new DescribeCacheClustersRequest { CacheClusterId = source.Id };
        var response = await AwsCalls.CallAsync(
            "elasticache:DescribeCacheClusters", source.Id, () => aws.ElastiCache(source.Region).DescribeCacheClustersAsync(request, cancellationToken));
        DemandAvailable(source, response.CacheClusters.Single().CacheClusterStatus);
        return new SnapshotTarget(ReplicationGroupId: null, source.Id);
    }

    private static void DemandAvailable(SourceCache source, string status)
    {
        if (status != Available)
        {
            throw SnapshotFailures.Busy(source, status);
        }
    }
}

/// <summary>What a snapshot is taken of: exactly one of both.</summary>
/// <param name="ReplicationGroupId">A whole group, with cluster mode enabled.</param>
/// <param name="CacheClusterId">One node.</param>
public sealed record SnapshotTarget(string? ReplicationGroupId, string? CacheClusterId)
{
    /// <summary>The id that is set.</summary>
    public string Id => ReplicationGroupId ?? CacheClusterId!;
}
