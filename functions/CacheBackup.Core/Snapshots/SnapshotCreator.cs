using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Snapshots;

/// <summary>Starts the snapshot of a run. Repeating it finds the snapshot by its name and knows it by its tags.</summary>
public sealed class SnapshotCreator(IAwsClients aws, SnapshotReader snapshots, SnapshotSourceReader sources)
{
    /// <summary>Starts the snapshot, or finds the one this run has started already.</summary>
    /// <param name="executionId">ARN of the execution, for its tag.</param>
    /// <param name="plan">Name and backup id.</param>
    /// <param name="source">What to take it of.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SnapshotNameTakenException">There is one of that name that this run did not create.</exception>
    public async Task<Snapshot> CreateAsync(string executionId, BackupPlan plan, SourceCache source, CancellationToken cancellationToken)
    {
        // Asked first: while this run's own snapshot is being taken, the source is not available.
        if (await FindOwnAsync(plan, source, cancellationToken) is { } existing)
        {
            return existing;
        }

        var target = await sources.ReadAsync(ExecutionArn.Parse(executionId), source, cancellationToken);
        var request = new CreateSnapshotRequest
        {
            SnapshotName = plan.SnapshotName,
            ReplicationGroupId = target.ReplicationGroupId,
            CacheClusterId = target.CacheClusterId,
            Tags = BackupTags.Of(plan.BackupId, executionId),
        };
        return await StartAsync(request, plan, source, cancellationToken);
    }

    private async Task<Snapshot> StartAsync(
        CreateSnapshotRequest request, BackupPlan plan, SourceCache source, CancellationToken cancellationToken)
    {
        try
        {
            var response = await aws.OnElastiCacheAsync(
                "elasticache:CreateSnapshot",
                source.Region,
                plan.SnapshotName,
                elastiCache => elastiCache.CreateSnapshotAsync(request, cancellationToken));
            return response.Snapshot;
        }
        catch (SnapshotAlreadyExistsException error)
        {
            // The SDK sent the call again after an answer was lost, or a describe call did not show the snapshot yet.
            return await FindOwnAsync(plan, source, cancellationToken)
                ?? throw new TransientServiceException($"Snapshot {plan.SnapshotName} is said to exist and cannot be found yet.", error);
        }
        catch (AmazonElastiCacheException error)
        {
            throw SnapshotFailures.Translate(source, error);
        }
    }

    private async Task<Snapshot?> FindOwnAsync(BackupPlan plan, SourceCache source, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.FindAsync(source.Region, plan.SnapshotName, cancellationToken);
        return snapshot is null || await snapshots.IsOwnedAsync(source.Region, snapshot, plan.BackupId, cancellationToken)
            ? snapshot
            : throw SnapshotFailures.NameTaken(snapshot, plan.BackupId);
    }
}
