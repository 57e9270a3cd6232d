using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Restores;

/// <summary>Starts the new cache of a restore. Repeating it finds the cache by its id and knows it by its description.</summary>
public sealed class CacheCreator(IAwsClients aws, SeedReader seeds, NewCacheReader caches, TimeProvider clock)
{
    // S3 applies a policy or an ACL a while after it says that it has.
    private static readonly TimeSpan TakingEffect = TimeSpan.FromSeconds(5);

    private const int MostAttempts = 6;

    /// <summary>Starts the cache, or finds the one this run has started already.</summary>
    /// <returns>Its status.</returns>
    /// <exception cref="CacheIdTakenException">Someone else's cache has the id.</exception>
    /// <exception cref="CacheQuotaSpentException">The account may have no more, or AWS has none.</exception>
    /// <exception cref="CacheSettingsRefusedException">A setting is not possible.</exception>
    /// <exception cref="SeedBucketNotGrantedException">ElastiCache may not read the files after all.</exception>
    public async Task<string> CreateAsync(string executionId, RestorePlan plan, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(plan, cancellationToken) is { } existing)
        {
            return existing.Status;
        }

        var seed = await seeds.ReadAsync(plan.Seed, cancellationToken);
        return await StartAsync(plan, CacheRequest.Of(executionId, plan, seed.Keys), cancellationToken);
    }

    // The grant was read back before this step, so a refusal for want of it may pass.
    private async Task<string> StartAsync(RestorePlan plan, CreateReplicationGroupRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(plan, request, cancellationToken);
            }
            catch (SeedBucketNotGrantedException) when (attempt < MostAttempts)
            {
                await Task.Delay(TakingEffect, clock, cancellationToken);
            }
        }
    }

    private async Task<string> StartOnceAsync(RestorePlan plan, CreateReplicationGroupRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await aws.OnElastiCacheAsync(
                "elasticache:CreateReplicationGroup",
                plan.Cache.Region,
                plan.Cache.Id,
                elastiCache => elastiCache.CreateReplicationGroupAsync(request, cancellationToken));
            return response.ReplicationGroup.Status;
        }
        catch (ReplicationGroupAlreadyExistsException error)
        {
            // The SDK sent the call again after an answer was lost, or a describe call did not show the cache yet.
            return (await FindOwnAsync(plan, cancellationToken))?.Status
                ?? throw new TransientServiceException($"Replication group {plan.Cache.Id} is said to exist and cannot be found yet.", error);
        }
        catch (AmazonElastiCacheException error)
        {
            throw CacheFailures.Translate(plan, error);
        }
    }

    private async Task<ReplicationGroup?> FindOwnAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        var group = await caches.FindAsync(plan.Cache, cancellationToken);
        return group is null || RestoreTags.AreOf(plan.RestoreId, group) ? group : throw CacheFailures.IdTaken(plan.Cache, group.Status);
    }
}
