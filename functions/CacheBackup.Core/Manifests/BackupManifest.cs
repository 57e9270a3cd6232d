using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Manifests;

/// <summary>
/// The content of <c>manifest.json</c>: what a backup consists of, and what a restore needs that the RDB files do not
/// hold. There is a backup where there is a manifest. JSON with camelCase names, UTF-8; its schema is
/// <c>manifest.schema.json</c> beside this file. Readers ignore members they do not know.
/// </summary>
/// <param name="SchemaVersion">1. It grows when a member changes its meaning or goes away, not when one is added.</param>
/// <param name="Tool">Name and version of what wrote it, such as <c>cache-backup 0.1.0</c>.</param>
/// <param name="BackupId">The backup's id, unique per cache.</param>
/// <param name="ExecutionId">ARN of the execution that made the backup.</param>
/// <param name="Folder">Key prefix of the backup, the same in every bucket, without a slash at the end.</param>
/// <param name="Source">The cache as it was when the backup started.</param>
/// <param name="Snapshot">The snapshot that was exported.</param>
/// <param name="ExportBucket">The bucket the files were exported to.</param>
/// <param name="Files">The exported files with their copies, in the order of their names.</param>
/// <param name="Verification">What was found over all files.</param>
/// <param name="Timings">When the backup reached its stages.</param>
public sealed record BackupManifest(
    int SchemaVersion,
    string Tool,
    string BackupId,
    string ExecutionId,
    string Folder,
    SourceCache Source,
    ManifestSnapshot Snapshot,
    BucketLocation ExportBucket,
    IReadOnlyList<BackupFile> Files,
    BackupVerification Verification,
    BackupTimings Timings)
{
    /// <summary>The version of the schema this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The manifest's key relative to a backup's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The manifest's key in a bucket.</summary>
    /// <param name="folder">The backup's folder.</param>
    public static string KeyIn(string folder) => $"{folder}/{FileName}";
}

/// <summary>One exported file.</summary>
/// <param name="Name">Its key relative to the folder, such as <c>shard-0001.rdb</c>; the copies have the same.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">Its ETag in the export bucket, without quotes.</param>
/// <param name="VersionId">Its version id in the export bucket; null where that keeps no versions.</param>
/// <param name="Checksum">The checksum S3 keeps for it, if any.</param>
/// <param name="Verification">What was verified about it.</param>
/// <param name="Copies">Its copies, in the order of the request's destinations.</param>
public sealed record BackupFile(
    string Name,
    long Bytes,
    string ETag,
    string? VersionId,
    ObjectChecksum? Checksum,
    FileVerification Verification,
    IReadOnlyList<FileCopy> Copies);

/// <summary>A copy of a file in a destination bucket, as it was when the manifest was written.</summary>
/// <param name="Location">The bucket.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">Its ETag, without quotes.</param>
/// <param name="VersionId">Its version id; null where the bucket keeps no versions.</param>
/// <param name="Checksum">The checksum S3 keeps for it, if any.</param>
/// <param name="StorageClass">Its storage class.</param>
/// <param name="KmsKeyId">ARN of the KMS key it is encrypted with; null for S3's own key.</param>
/// <param name="Identity">How well it is proven that it equals the exported file.</param>
public sealed record FileCopy(
    BucketLocation Location,
    long Bytes,
    string ETag,
    string? VersionId,
    ObjectChecksum? Checksum,
    string StorageClass,
    string? KmsKeyId,
    CopyIdentity Identity);

/// <summary>
/// When the backup reached its stages. All times are AWS's own, UTC, so that writing the manifest twice gives the same file.
/// </summary>
/// <param name="StartedAt">Start of the execution.</param>
/// <param name="SnapshotCreatedAt">
/// The state of the data that is in the backup: when the last shard's snapshot was taken; null where ElastiCache does not say.
/// </param>
/// <param name="ExportedAt">When the last exported file was written.</param>
/// <param name="CopiedAt">When the last copy was written; null without destinations.</param>
public sealed record BackupTimings(
    DateTimeOffset StartedAt, DateTimeOffset? SnapshotCreatedAt, DateTimeOffset ExportedAt, DateTimeOffset? CopiedAt);
