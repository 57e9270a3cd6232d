using CacheBackup.Core.Polling;
using CacheBackup.Core.Recovery;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Removes what a restore has made: the grant, and the cache. Only what is this restore's: its statement by its Sid, its part of ACLs by
/// its claims, its cache by its description.
/// </summary>
public sealed class RestoreUndo(SeedGrant grants, CacheRemover caches)
{
    /// <summary>Undoes a failed restore as far as possible now. The cache is left to ElastiCache once that deletes it.</summary>
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

        var traces = RestoreTraces.Of(plan);
        if (!isRestored)
        {
            return await RemoveAsync(traces, [CacheRemoval.Gone, CacheRemoval.Deleting], progress, cancellationToken);
        }

        var ledger = new UndoLedger();
        await RevokeAsync(traces, ledger, cancellationToken);
        return Done(RestoreUndoOutcome.CacheIsRestored, progress, ledger);
    }

    /// <summary>Removes all that a restore has made, its cache until that is gone.</summary>
    /// <param name="traces">The restore.</param>
    /// <param name="progress">How long the removal has waited for ElastiCache.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public Task<RestoreUndoReport> RemoveAsync(RestoreTraces traces, PollProgress progress, CancellationToken cancellationToken) =>
        RemoveAsync(traces, [CacheRemoval.Gone], progress, cancellationToken);

    private static RestoreUndoReport Done(RestoreUndoOutcome outcome, PollProgress progress, UndoLedger ledger) =>
        new(ledger.Left.Count == 0 ? outcome : RestoreUndoOutcome.Incomplete, progress, ledger.Left);

    private Task<bool> RevokeAsync(RestoreTraces traces, UndoLedger ledger, CancellationToken cancellationToken) => ledger.TryAsync(
        $"ElastiCache's access to s3://{traces.Seed.Bucket.Bucket}", () => grants.RevokeAsync(traces.Seed, traces.RestoreId, cancellationToken));

    private async Task<RestoreUndoReport> RemoveAsync(
        RestoreTraces traces, CacheRemoval[] enough, PollProgress progress, CancellationToken cancellationToken)
    {
        var (what, deadline) = ($"replication group {traces.CacheId}", traces.Polling.CacheDeadlineSeconds);
        var ledger = new UndoLedger();
        await RevokeAsync(traces, ledger, cancellationToken);
        // Null where it was refused: then that is in the ledger, and waiting changes nothing.
        var removal = await ledger.TryAsync<CacheRemoval?>(
            what, async () => await caches.RemoveAsync(traces.Region, traces.CacheId, traces.RestoreId, cancellationToken));
        if (removal is { } unfinished && !enough.Contains(unfinished))
        {
            if (!progress.IsOver(deadline))
            {
                return new RestoreUndoReport(RestoreUndoOutcome.InProgress, progress.Next(traces.Polling.Limits, deadline), []);
            }

            ledger.Add([$"{what}: ElastiCache was still {(unfinished == CacheRemoval.Busy ? "making" : "deleting")} it after {deadline} s"]);
        }

        return Done(RestoreUndoOutcome.RolledBack, progress, ledger);
    }
}

/// <summary>By what a restore's work is found again, whatever became of the restore.</summary>
/// <param name="RestoreId">In the description of the cache, in the Sid of the statement, and in the keys of claims on ACLs.</param>
/// <param name="Seed">The files, and their bucket.</param>
/// <param name="Region">Of the cache.</param>
/// <param name="CacheId">Its replication group id.</param>
/// <param name="Polling">How often to look, and how long to wait for ElastiCache.</param>
public sealed record RestoreTraces(string RestoreId, SeedLocation Seed, string Region, string CacheId, RestorePolling Polling)
{
    internal static RestoreTraces Of(RestorePlan plan) => new(plan.RestoreId, plan.Seed, plan.Cache.Region, plan.Cache.Id, plan.Polling);
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
