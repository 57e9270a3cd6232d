using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;

namespace CacheBackup.Functions.Preflight;

/// <param name="ExecutionId">ARN of the execution: gives Region, account and the backup's id.</param>
/// <param name="StartedAt">When the execution started.</param>
/// <param name="Request">The execution's input, not yet looked at.</param>
public sealed record DescribeSourceInput(string ExecutionId, DateTimeOffset StartedAt, JsonElement Request);

/// <param name="Backup">Everything the run will do.</param>
/// <param name="Source">The cache it is of.</param>
public sealed record DescribeSourceOutput(BackupPlan Backup, SourceCache Source);

/// <summary>Reads the request, finds the cache or snapshot, and decides everything the run will do. Changes nothing.</summary>
public sealed class DescribeSource(SourceFinder sources)
{
    [LambdaFunction(ResourceName = "DescribeSourceFunction")]
    public async Task<DescribeSourceOutput> DescribeSourceAsync(DescribeSourceInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var execution = ExecutionArn.Parse(input.ExecutionId);
        var request = BackupRequest.Parse(input.Request);
        var source = await sources.FindAsync(request.Source, execution, input.StartedAt, deadline.Token);
        var backup = BackupPlanner.Plan(execution, input.StartedAt, request, source);
        context.Logger.LogInformation(
            "Backup {BackupId} of {SourceId} ({Engine} {EngineVersion}, {Shards} shards) by snapshot {SnapshotName} to {Buckets}",
            backup.BackupId, source.Id, source.Engine, source.EngineVersion, source.Shards,
            backup.SnapshotName, string.Join(", ", backup.Buckets.Select(bucket => bucket.Location.Bucket)));
        return new DescribeSourceOutput(backup, source);
    }
}
