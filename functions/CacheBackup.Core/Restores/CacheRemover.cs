using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;

namespace CacheBackup.Core.Restores;

/// <summary>Deletes the cache of one restore, and never another: it is known by its description.</summary>
public sealed class CacheRemover(IAwsClients aws, NewCacheReader caches)
{
    private const string Action = "elasticache:DeleteReplicationGroup";

    /// <summary>Brings the removal as far as ElastiCache allows now. Repeating it is safe.</summary>
    /// <param name="region">Where the cache is.</param>
    /// <param name="cacheId">Its replication group id.</param>
    /// <param name="restoreId">The restore that has made it. A cache of another one stays, and counts as gone.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<CacheRemoval> RemoveAsync(string region, string cacheId, string restoreId, CancellationToken cancellationToken)
    {
        var group = await caches.FindAsync(region, cacheId, cancellationToken);
        return group switch
        {
            null => CacheRemoval.Gone,
            _ when !RestoreTags.AreOf(restoreId, group) => CacheRemoval.Gone,
            { Status: CacheStatus.Deleting } => CacheRemoval.Deleting,
            { Status: CacheStatus.Available } => await DeleteAsync(region, cacheId, cancellationToken),
            _ when CacheStatus.HasFailed(group.Status) => await DeleteAsync(region, cacheId, cancellationToken),
            _ => CacheRemoval.Busy,
        };
    }

    private async Task<CacheRemoval> DeleteAsync(string region, string cacheId, CancellationToken cancellationToken)
    {
        var request = new DeleteReplicationGroupRequest { ReplicationGroupId = cacheId, RetainPrimaryCluster = false };
        try
        {
            await aws.OnElastiCacheAsync(
                Action, region, cacheId, elastiCache => elastiCache.DeleteReplicationGroupAsync(request, cancellationToken));
            return CacheRemoval.Deleting;
        }
        catch (ReplicationGroupNotFoundException)
        {
            return CacheRemoval.Gone;
        }
        catch (InvalidReplicationGroupStateException)
        {
            return CacheRemoval.Busy;
        }
        catch (AmazonElastiCacheException error)
        {
            throw AwsCalls.Unexpected(Action, cacheId, error);
        }
    }
}

/// <summary>How far the removal of a cache has come.</summary>
public enum CacheRemoval
{
    /// <summary>There is no such cache of this restore.</summary>
    Gone,

    /// <summary>ElastiCache deletes it.</summary>
    Deleting,

    /// <summary>ElastiCache is still making or changing it, and deletes none until that is over.</summary>
    Busy,
}
