using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Snapshots;

/// <summary>Deletes the snapshot a run created, and no other.</summary>
public sealed class SnapshotRemover(IAwsClients aws, SnapshotReader snapshots)
{
    /// <summary>Deletes the plan's snapshot if this run created it.</summary>
    /// <returns>Whether it is gone or going; false where it is not this run's.</returns>
    /// <exception cref="TransientServiceException">ElastiCache is still doing something with it.</exception>
    public async Task<bool> RemoveAsync(BackupPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.CreatesSnapshot)
        {
            return false;
        }

        var region = plan.ExportBucket.Region;
        var snapshot = await snapshots.FindAsync(region, plan.SnapshotName, cancellationToken);
        if (snapshot is null or { SnapshotStatus: SnapshotStatus.Deleting })
        {
            return true;
        }

        return await snapshots.IsOwnedAsync(region, snapshot, plan.BackupId, cancellationToken)
            && await DeleteAsync(region, plan.SnapshotName, cancellationToken);
    }

    private async Task<bool> DeleteAsync(string region, string name, CancellationToken cancellationToken)
    {
        var request = new DeleteSnapshotRequest { SnapshotName = name };
        try
        {
            await aws.OnElastiCacheAsync(
                "elasticache:DeleteSnapshot", region, name, elastiCache => elastiCache.DeleteSnapshotAsync(request, cancellationToken));
        }
        catch (SnapshotNotFoundException)
        {
            // Deleted meanwhile, by an earlier run of this step or by someone else.
        }
        catch (InvalidSnapshotStateException error)
        {
            throw new TransientServiceException($"Snapshot {name} cannot be deleted yet: {error.Message}", error);
        }
        catch (AmazonElastiCacheException error)
        {
            throw AwsCalls.Unexpected("elasticache:DeleteSnapshot", name, error);
        }

        return true;
    }
}
