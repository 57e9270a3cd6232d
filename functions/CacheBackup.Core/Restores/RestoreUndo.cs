using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Recovery;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Undoes a failed restore: the grant, and the cache unless it is restored already. Only what this restore made: its
/// statement by its Sid, its part of ACLs by its claims, its cache by its description.
/// </summary>
public sealed class RestoreUndo(IAwsClients aws, SeedGrant grants, NewCacheReader caches)
{
    /// <summary>Undoes a restore as far as possible now.</summary>
    /// <param name="plan">What the run meant to do; null where it failed before it had decided.</param>
    /// <param name="isRestored">Whether the cache was verified: then it stays.</param>
    /// <param name="progress">How long the undoing has waited for ElastiCache.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<RestoreUndoReport> UndoAsync(
        RestorePlan? plan, bool isRestored, PollProgress progress, CancellationToken cancellationToken)
    {
        if (plan is null)
        {
            return new RestoreUndoReport(RestoreUndoOutcome.NothingToDo, progress, []);
        }

        var ledger = new UndoLedger();
        await ledger.TryAsync(
            $"ElastiCache's access to s3://{plan.Seed.Bucket.Bucket}", () => grants.RevokeAsync(plan.Seed, plan.RestoreId, cancellationToken));
        if (isRestored)
        {
            return Done(RestoreUndoOutcome.CacheIsRestored, progress, ledger);
        }

        // Null where it was refused: then that is in the ledger, and waiting changes nothing.
        var isGone = await ledger.TryAsync<bool?>($"replication group {plan.Cache.Id}", async () => await RemoveCacheAsync(plan, cancellationToken));
        if (isGone == false && !progress.IsOver(plan.Polling.CacheDeadlineSeconds))
        {
            var next = progress.Next(plan.Polling.Limits, plan.Polling.CacheDeadlineSeconds);
            return new RestoreUndoReport(RestoreUndoOutcome.InProgress, next, []);
        }

        if (isGone == false)
        {
            ledger.Add([$"replication group {plan.Cache.Id}: ElastiCache was still making it after {plan.Polling.CacheDeadlineSeconds} s"]);
        }

        return Done(RestoreUndoOutcome.RolledBack, progress, ledger);
    }

    private static RestoreUndoReport Done(RestoreUndoOutcome outcome, PollProgress progress, UndoLedger ledger) =>
        new(ledger.Left.Count == 0 ? outcome : RestoreUndoOutcome.Incomplete, progress, ledger.Left);

    /// <returns>False while ElastiCache is busy with it.</returns>
    private async Task<bool> RemoveCacheAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        var group = await caches.FindAsync(plan.Cache, cancellationToken);
        if (group is null || !RestoreTags.AreOf(plan.RestoreId, group) || group.Status == CacheStatus.Deleting)
        {
            return true;
        }

        return (group.Status == CacheStatus.Available || CacheStatus.HasFailed(group.Status)) && await DeleteAsync(plan, cancellationToken);
    }

    private async Task<bool> DeleteAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        const string Action = "elasticache:DeleteReplicationGroup";
        var request = new DeleteReplicationGroupRequest { ReplicationGroupId = plan.Cache.Id, RetainPrimaryCluster = false };
        try
        {
            await aws.OnElastiCacheAsync(
                Action, plan.Cache.Region, plan.Cache.Id, elastiCache => elastiCache.DeleteReplicationGroupAsync(request, cancellationToken));
            return true;
        }
        catch (ReplicationGroupNotFoundException)
        {
            return true;
        }
        catch (InvalidReplicationGroupStateException)
        {
            return false;
        }
        catch (AmazonElastiCacheException error)
        {
            throw AwsCalls.Unexpected(Action, plan.Cache.Id, error);
        }
    }
}

/// <summary>What became of the attempt to undo a failed restore. The state machine branches on the name.</summary>
public enum RestoreUndoOutcome
{
    /// <summary>The restore failed before it had a plan: it made nothing.</summary>
    NothingToDo,

    /// <summary>ElastiCache is still making the cache, and deletes none until that is over.</summary>
    InProgress,

    /// <summary>Nothing of the restore is left; a cache that was made is being deleted.</summary>
    RolledBack,

    /// <summary>The cache was restored and verified before the error, and stays.</summary>
    CacheIsRestored,

    /// <summary>Something of the restore is left, and the report says what.</summary>
    Incomplete,
}

/// <summary>What one attempt to undo a restore did.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Progress">How long to wait before the next attempt, while it is in progress.</param>
/// <param name="Left">What is left, each with the reason.</param>
public sealed record RestoreUndoReport(RestoreUndoOutcome Outcome, PollProgress Progress, IReadOnlyList<string> Left);
