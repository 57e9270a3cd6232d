using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CacheBackup.Core.Manifests;

namespace CacheBackup.Core.Drills;

/// <summary>
/// The content of <c>drill-2026-11-20.json</c> beside a manifest: what came of restoring the backup on that day. Its schema is
/// <c>drill.schema.json</c> beside this file.
/// </summary>
/// <param name="SchemaVersion">1. It grows when a member changes its meaning or goes away, not when one is added.</param>
/// <param name="Tool">Name and version of the tool that wrote it.</param>
/// <param name="DrillId">Start time and hash of the drill's execution and the cache.</param>
/// <param name="ExecutionId">ARN of the execution of the drill machine.</param>
/// <param name="CacheId">The cache whose backup was restored.</param>
/// <param name="BackupId">The backup.</param>
/// <param name="Region">Where it was restored.</param>
/// <param name="StartedAt">Start of the drill, UTC.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Finding">That in words: what was found of the keys, or the error's message.</param>
/// <param name="Error">Name of the error the restore ended with; null where it succeeded.</param>
/// <param name="RestoreSeconds">From the start of the restore to the verified cache; null where it failed.</param>
/// <param name="Files">Files that were loaded; 0 where it failed.</param>
/// <param name="Bytes">Their size; 0 where it failed.</param>
/// <param name="Keys">Keys in them; 0 where it failed.</param>
/// <param name="Findings">What else the restore found, one sentence each.</param>
/// <param name="Left">What the drill made and could not delete, each with the reason; empty where all is gone.</param>
public sealed record DrillRecord(
    int SchemaVersion,
    string Tool,
    string DrillId,
    string ExecutionId,
    string CacheId,
    string BackupId,
    string Region,
    DateTimeOffset StartedAt,
    DrillVerdict Verdict,
    string Finding,
    string? Error,
    double? RestoreSeconds,
    int Files,
    long Bytes,
    long Keys,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Left)
{
    /// <summary>The version of the schema this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>How the type maps to JSON.</summary>
    public static JsonTypeInfo<DrillRecord> TypeInfo => RecordJson.Types.DrillRecord;

    /// <summary>As UTF-8 JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TypeInfo);
}

/// <summary>What came of a drill.</summary>
public enum DrillVerdict
{
    /// <summary>The cache was restored, and holds every key of the files.</summary>
    KeysCompared,

    /// <summary>The cache was restored as asked for; its keys could not be counted from where the function runs.</summary>
    KeysNotCompared,

    /// <summary>The backup was not restored.</summary>
    Failed,
}
