using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Snapshots;
using CacheBackup.Core.Sources;

namespace CacheBackup.Functions.Snapshots;

/// <param name="ExecutionId">ARN of the execution, for the snapshot's tag.</param>
/// <param name="Backup">The plan: name and owner of the snapshot.</param>
/// <param name="Source">The cache, as it was when it was described.</param>
public sealed record CreateSnapshotInput(string ExecutionId, BackupPlan Backup, SourceCache Source);

/// <param name="SnapshotName">Its name.</param>
/// <param name="Node">The node it is taken of, or the replication group with cluster mode enabled.</param>
/// <param name="Status">Its status, as ElastiCache spells it.</param>
public sealed record CreateSnapshotOutput(string SnapshotName, string Node, string Status);

/// <summary>Starts the snapshot, of a replica where there is one. Running twice finds the first one.</summary>
public sealed class CreateSnapshot(SnapshotCreator snapshots)
{
    [LambdaFunction(ResourceName = "CreateSnapshotFunction")]
    public async Task<CreateSnapshotOutput> CreateSnapshotAsync(CreateSnapshotInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var snapshot = await snapshots.CreateAsync(input.ExecutionId, input.Backup, input.Source, deadline.Token);
        var output = new CreateSnapshotOutput(
            snapshot.SnapshotName, snapshot.CacheClusterId ?? snapshot.ReplicationGroupId, snapshot.SnapshotStatus);
        context.Logger.LogInformation("Snapshot {SnapshotName} of {Node} is {Status}", output.SnapshotName, output.Node, output.Status);
        return output;
    }
}
