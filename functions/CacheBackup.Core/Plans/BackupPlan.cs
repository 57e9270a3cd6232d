using CacheBackup.Core.Copies;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Plans;

/// <summary>Everything a run has decided before it creates anything. Each later step gets it, or the part it needs.</summary>
/// <param name="BackupId">
/// <c>yyyymmddthhmmssz-xxxxxxxx</c>: the execution's start time and 8 hexadecimal digits of the SHA-256 of its id; lower-case.
/// </param>
/// <param name="Folder">Key prefix of this backup, <c>prefix/cache/backup id</c>, without a slash at the end.</param>
/// <param name="SnapshotName">The snapshot to create or, where <paramref name="CreatesSnapshot"/> is false, the one given.</param>
/// <param name="CreatesSnapshot">Whether this run creates the snapshot, and so may delete it.</param>
/// <param name="KeepsSnapshot">Whether the snapshot stays after the backup.</param>
/// <param name="RepairsGrant">Whether the missing bucket policy statement may be added.</param>
/// <param name="ExportBucket">Where ElastiCache exports to.</param>
/// <param name="Destinations">Where the files are copied to. Every one has its account.</param>
/// <param name="Buckets">Export bucket and destinations, as they are to be validated.</param>
/// <param name="Polling">How often and how long to wait.</param>
/// <param name="Verification">How far every file is verified, and for which engine.</param>
/// <param name="MinimumIdentity">How well every copy has to be proven.</param>
/// <param name="AbortUploadsAfterHours">Unfinished uploads below the prefix that are older are aborted.</param>
public sealed record BackupPlan(
    string BackupId,
    string Folder,
    string SnapshotName,
    bool CreatesSnapshot,
    bool KeepsSnapshot,
    bool RepairsGrant,
    BucketLocation ExportBucket,
    IReadOnlyList<CopyDestination> Destinations,
    IReadOnlyList<ExpectedBucket> Buckets,
    PollingLimits Polling,
    VerificationPlan Verification,
    CopyIdentity MinimumIdentity = CopyIdentity.L2,
    int AbortUploadsAfterHours = 72);

/// <summary>A bucket and where it has to be.</summary>
/// <param name="Bucket">Its name.</param>
/// <param name="Region">Its Region.</param>
/// <param name="AccountId">Its owner, 12 digits. Sent with every request as the expected owner.</param>
public sealed record BucketLocation(string Bucket, string Region, string AccountId);

/// <summary>A bucket of the request, with the field that named it.</summary>
/// <param name="Field">Such as <c>ExportBucket</c> or <c>Destinations[1].Bucket</c>: what an error message points at.</param>
/// <param name="Location">The bucket and where it has to be.</param>
/// <param name="KeyPrefix">The prefix of all backups in it: a lifecycle rule that touches it is worth a warning.</param>
public sealed record ExpectedBucket(string Field, BucketLocation Location, string KeyPrefix);
