using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Drills;

/// <summary>What came of the drill of one cache, in short: what the state machine and its notifications carry.</summary>
/// <param name="CacheId">The cache whose backup was restored.</param>
/// <param name="BackupId">The backup.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Finding">That in words; with the error's name where it failed.</param>
/// <param name="RestoreSeconds">How long the restore took; null where it failed.</param>
/// <param name="Bytes">Size of the files.</param>
/// <param name="Keys">Keys in them.</param>
/// <param name="Left">What could not be deleted, each with the reason.</param>
/// <param name="Record">Where the record is: <c>s3://bucket/key</c>; null where it could not be written.</param>
public sealed record DrilledCache(
    string CacheId,
    string BackupId,
    DrillVerdict Verdict,
    string Finding,
    double? RestoreSeconds,
    long Bytes,
    long Keys,
    IReadOnlyList<string> Left,
    string? Record)
{
    /// <summary>A record in short.</summary>
    /// <param name="record">The record.</param>
    /// <param name="bucket">Where it was written.</param>
    /// <param name="key">Under which key.</param>
    public static DrilledCache Of(DrillRecord record, BucketLocation bucket, string key) => new(
        record.CacheId,
        record.BackupId,
        record.Verdict,
        record.Error is null ? record.Finding : $"{record.Error}: {record.Finding}",
        record.RestoreSeconds,
        record.Bytes,
        record.Keys,
        record.Left,
        $"s3://{bucket.Bucket}/{key}");
}
