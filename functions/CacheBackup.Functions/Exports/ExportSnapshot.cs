using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Plans;

namespace CacheBackup.Functions.Exports;

/// <param name="Backup">The plan: snapshot, export bucket and folder.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record ExportSnapshotInput(BackupPlan Backup, int Attempt);

/// <param name="Export">The attempt that is under way.</param>
public sealed record ExportSnapshotOutput(StartedExport Export);

/// <summary>Tells ElastiCache to write the snapshot to the export bucket. Running twice finds the attempt begun.</summary>
public sealed class ExportSnapshot(SnapshotExporter exports)
{
    [LambdaFunction(ResourceName = "ExportSnapshotFunction")]
    public async Task<ExportSnapshotOutput> ExportSnapshotAsync(ExportSnapshotInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var export = await exports.StartAsync(input.Backup, input.Attempt, deadline.Token);
        context.Logger.LogInformation(
            "Snapshot {SnapshotName} is exported to {TargetName}, {Shards} shards, attempt {Attempt}",
            input.Backup.SnapshotName, export.TargetName, export.Shards, export.Attempt);
        return new ExportSnapshotOutput(export);
    }
}
