using System.Text.Json;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Requests;

/// <summary>The input of one execution of the backup machine. Unknown and missing fields are refused by name.</summary>
/// <param name="Source">What to back up: exactly one of its fields.</param>
/// <param name="ExportBucket">The bucket ElastiCache exports to: same Region and account as the cache.</param>
/// <param name="KeyPrefix">Key prefix of every backup, without a slash at either end; lower-case.</param>
/// <param name="Destinations">Buckets to copy the backup to, 0-10.</param>
/// <param name="KeepSnapshot">Keep the snapshot this run creates. A snapshot named in the request is always kept.</param>
/// <param name="RepairGrant">Add the missing bucket policy statement for ElastiCache, and nothing else.</param>
/// <param name="Polling">How often and how long to wait.</param>
/// <param name="Verification">How far every file is verified.</param>
/// <param name="MinimumIdentity">How well every copy has to be proven: the run fails where one is proven less well.</param>
/// <param name="AbortUploadsAfterHours">
/// Unfinished uploads below the prefix that are older are what other runs left behind, and are aborted, 48-8760 h: no run takes
/// longer than 48.
/// </param>
public sealed record BackupRequest(
    BackupSource Source,
    string ExportBucket,
    string KeyPrefix = "elasticache",
    IReadOnlyList<CopyDestination>? Destinations = null,
    bool KeepSnapshot = false,
    bool RepairGrant = false,
    PollingLimits? Polling = null,
    VerificationOptions? Verification = null,
    CopyIdentity MinimumIdentity = CopyIdentity.L2,
    int AbortUploadsAfterHours = 72)
{
    /// <summary>Reads an execution's input. Members that are absent or null get their defaults, so nothing in the answer is null.</summary>
    /// <exception cref="InvalidBackupRequestException">The message lists every problem: field, value, and what it has to be.</exception>
    public static BackupRequest Parse(JsonElement input) => RequestReader.Read(input);
}

/// <summary>What to back up. Exactly one field is set.</summary>
/// <param name="ReplicationGroupId">A replication group: Valkey or Redis OSS, cluster mode enabled or disabled.</param>
/// <param name="CacheClusterId">A single-node cache outside a replication group.</param>
/// <param name="SnapshotName">An existing snapshot, also an automatic one (<c>automatic.…</c>): exported, and kept.</param>
public sealed record BackupSource(string? ReplicationGroupId = null, string? CacheClusterId = null, string? SnapshotName = null);

/// <summary>A bucket that receives a copy of every file.</summary>
/// <param name="Region">The bucket's Region.</param>
/// <param name="Bucket">Its name.</param>
/// <param name="AccountId">Its owner, 12 digits; null for the cache's own account.</param>
/// <param name="KmsKeyId">ARN of the KMS key that encrypts the copies; null for the bucket's default encryption.</param>
/// <param name="StorageClass">S3 storage class of the copies.</param>
/// <param name="BucketKey">
/// Encrypt with <paramref name="KmsKeyId"/> by an S3 Bucket Key: cheaper, but ElastiCache cannot seed from such copies.
/// </param>
/// <param name="ObjectLock">Keep the copies from being deleted for a time; null for the bucket's default.</param>
public sealed record CopyDestination(
    string Region,
    string Bucket,
    string? AccountId = null,
    string? KmsKeyId = null,
    string StorageClass = "STANDARD",
    bool BucketKey = false,
    ObjectLock? ObjectLock = null);

/// <summary>How long nobody can delete the objects of a backup in a destination.</summary>
/// <param name="Mode">Who can: a few with a permission of its own, or nobody.</param>
/// <param name="Days">From the start of the run, 1-36500.</param>
/// <param name="Until">When that ends; the plan says it, a request does not.</param>
public sealed record ObjectLock(ObjectLockMode Mode, int Days, DateTimeOffset? Until = null);

/// <summary>The modes of S3 Object Lock, by S3's names.</summary>
public enum ObjectLockMode
{
    /// <summary>Whoever may <c>s3:BypassGovernanceRetention</c> can delete.</summary>
    GOVERNANCE,

    /// <summary>Nobody can delete or shorten it, the owner of the account included.</summary>
    COMPLIANCE,
}

/// <summary>How often and how long a run waits for ElastiCache. Waits grow by half each time.</summary>
/// <param name="IntervalSeconds">The first wait, 1-300 s.</param>
/// <param name="MaximumIntervalSeconds">No wait is longer, 1-3600 s.</param>
/// <param name="SnapshotDeadlineSeconds">The snapshot is given up after this, 60-86400 s.</param>
/// <param name="ExportDeadlineSeconds">The export is given up after this, 60-86400 s.</param>
public sealed record PollingLimits(
    int IntervalSeconds = 20,
    int MaximumIntervalSeconds = 300,
    int SnapshotDeadlineSeconds = 7200,
    int ExportDeadlineSeconds = 14400);

/// <summary>How far every exported file is verified, and for which engine.</summary>
/// <param name="Level">How much of a file is looked at.</param>
/// <param name="Target">Engine and version the backup is meant for, such as <c>valkey:8.1</c>; null for the source's own.</param>
/// <param name="AllowUnverified">Whether files without a checksum make a backup.</param>
public sealed record VerificationOptions(
    VerificationLevel Level = VerificationLevel.Deep, string? Target = null, bool AllowUnverified = false);
