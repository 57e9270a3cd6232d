using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;

namespace CacheBackup.Core.Snapshots;

/// <summary>Reads snapshots and who they belong to.</summary>
public sealed class SnapshotReader(IAwsClients aws)
{
    /// <summary>The snapshot of a name, with the slots of its shards; null where there is none.</summary>
    public Task<Snapshot?> FindAsync(string region, string name, CancellationToken cancellationToken) =>
        FindAsync(aws.ElastiCache(region), name, cancellationToken);

    /// <summary>As the other, where the client is at hand.</summary>
    internal static async Task<Snapshot?> FindAsync(IAmazonElastiCache client, string name, CancellationToken cancellationToken)
    {
        var request = new DescribeSnapshotsRequest { SnapshotName = name, ShowNodeGroupConfig = true };
        try
        {
            var response = await AwsCalls.CallAsync(
                "elasticache:DescribeSnapshots", name, () => client.DescribeSnapshotsAsync(request, cancellationToken));
            return response.Snapshots?.SingleOrDefault();
        }
        catch (SnapshotNotFoundException)
        {
            return null;
        }
        catch (AmazonElastiCacheException error)
        {
            throw AwsCalls.Unexpected("elasticache:DescribeSnapshots", name, error);
        }
    }

    /// <summary>Whether the run of a backup id created the snapshot, as its tags tell.</summary>
    public async Task<bool> IsOwnedAsync(string region, Snapshot snapshot, string backupId, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceName = snapshot.ARN };
        try
        {
            var response = await aws.OnElastiCacheAsync(
                "elasticache:ListTagsForResource",
                region,
                snapshot.ARN,
                elastiCache => elastiCache.ListTagsForResourceAsync(request, cancellationToken));
            return BackupTags.AreOf(backupId, response.TagList ?? []);
        }
        catch (SnapshotNotFoundException)
        {
            return false;
        }
        catch (AmazonElastiCacheException error)
        {
            throw AwsCalls.Unexpected("elasticache:ListTagsForResource", snapshot.ARN, error);
        }
    }
}
