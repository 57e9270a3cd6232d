using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Logging;

namespace CacheBackup.Functions.Drills;

/// <param name="ExecutionId">ARN of the drill's execution.</param>
/// <param name="StartedAt">Its start: the day in the record's name.</param>
/// <param name="Drill">The drill.</param>
/// <param name="Restored">The restore's output; null where it failed.</param>
/// <param name="Error">The error of the state that ran it; null where it succeeded.</param>
/// <param name="Cause">Its cause; null where it succeeded.</param>
/// <param name="Left">What could not be deleted, each with the reason.</param>
public sealed record RecordDrillInput(
    string ExecutionId,
    DateTimeOffset StartedAt,
    PlannedDrill Drill,
    RestoreResult? Restored,
    string? Error,
    string? Cause,
    IReadOnlyList<string> Left);

/// <param name="Drilled">What came of the drill, in short.</param>
public sealed record RecordDrillOutput(DrilledCache Drilled);

/// <summary>Writes down what came of a drill: beside the manifest, and as metrics. Running twice writes the same record.</summary>
public sealed class RecordDrill(DrillRecorder drills, BackupMetrics metrics)
{
    [LambdaFunction(ResourceName = "RecordDrillFunction")]
    public async Task<RecordDrillOutput> RecordDrillAsync(RecordDrillInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var outcome = new DrillOutcome(input.Drill, input.Restored, input.Error, input.Cause, input.Left);
        // First, so that what is left raises its alarm even where the bucket takes no record.
        metrics.EmitDrill(input.Drill.CacheId, input.Restored, input.Left.Count);
        var (record, key) = await drills.WriteAsync(input.ExecutionId, input.StartedAt, outcome, deadline.Token);
        context.Logger.LogInformation("Backup {BackupId} of {CacheId}: {Verdict}. {Finding}", record.BackupId, record.CacheId, record.Verdict.ToString(), record.Finding);
        return new RecordDrillOutput(DrilledCache.Of(record, input.Drill.Traces.Seed.Bucket, key));
    }
}
