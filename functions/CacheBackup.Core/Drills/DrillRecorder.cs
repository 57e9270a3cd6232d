using System.Globalization;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Restores;

namespace CacheBackup.Core.Drills;

/// <summary>Writes down what came of a drill, beside the manifest of the backup it restored. Repeating it writes the same again.</summary>
public sealed class DrillRecorder(ObjectWriter writer)
{
    /// <summary>Writes the record. One of another drill on the same day stays, and this one's name then ends in the drill's hash.</summary>
    /// <param name="executionId">ARN of the drill's execution.</param>
    /// <param name="startedAt">Its start: the day in the record's name, UTC.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The record, and its key.</returns>
    public async Task<(DrillRecord Record, string Key)> WriteAsync(
        string executionId, DateTimeOffset startedAt, DrillOutcome outcome, CancellationToken cancellationToken)
    {
        var drill = outcome.Drill;
        var record = RecordOf(executionId, startedAt, outcome);
        var name = $"{drill.Folder}/drill-{startedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        try
        {
            return (record, await WriteAsync(drill, $"{name}.json", record, cancellationToken));
        }
        catch (DestinationObjectTakenException)
        {
            return (record, await WriteAsync(drill, $"{name}-{drill.DrillId[^8..]}.json", record, cancellationToken));
        }
    }

    /// <summary>What is written.</summary>
    public static DrillRecord RecordOf(string executionId, DateTimeOffset startedAt, DrillOutcome outcome)
    {
        var (drill, restored) = (outcome.Drill, outcome.Restored);
        var failure = restored is null ? RestoreFailure.Of(outcome.Error ?? "", outcome.Cause ?? "") : null;
        return new DrillRecord(
            DrillRecord.CurrentSchemaVersion,
            ManifestBuilder.Tool,
            drill.DrillId,
            executionId,
            drill.CacheId,
            drill.BackupId,
            drill.Traces.Region,
            startedAt.ToUniversalTime(),
            restored is null ? DrillVerdict.Failed : restored.Verdict.KeysWereCounted ? DrillVerdict.KeysCompared : DrillVerdict.KeysNotCompared,
            restored?.Verdict.Finding ?? failure!.Message,
            failure?.Name,
            restored?.SecondsTaken(),
            restored?.Files ?? 0,
            restored?.Bytes ?? 0,
            restored?.Keys ?? 0,
            restored?.Findings ?? [],
            outcome.Left);
    }

    private async Task<string> WriteAsync(PlannedDrill drill, string key, DrillRecord record, CancellationToken cancellationToken)
    {
        await writer.WriteOnceAsync(drill.Traces.Seed.Bucket, key, record.Write(), destination: null, cancellationToken);
        return key;
    }
}

/// <summary>What came of the drill of one cache.</summary>
/// <param name="Drill">The drill.</param>
/// <param name="Restored">The restore's output; null where it failed.</param>
/// <param name="Error">The error of the state that ran it; null where it succeeded.</param>
/// <param name="Cause">Its cause.</param>
/// <param name="Left">What could not be deleted, each with the reason.</param>
public sealed record DrillOutcome(PlannedDrill Drill, RestoreResult? Restored, string? Error, string? Cause, IReadOnlyList<string> Left);
