namespace CacheBackup.Core.Buckets;

/// <summary>Who else could read or lose the backups in a bucket. Nothing here stops a run; null is "not readable by this role".</summary>
/// <param name="IsPublic">Whether S3 considers the bucket policy public.</param>
/// <param name="BlocksPublicAccess">Whether all four parts of the bucket's Block Public Access are on.</param>
/// <param name="ForeignGrantees">Canonical ids and groups other than owner and ElastiCache that the ACL lets in.</param>
/// <param name="Encryption">Default encryption: <c>AES256</c>, <c>aws:kms</c>, <c>aws:kms:dsse</c> or <c>None</c>.</param>
/// <param name="Versioning"><c>Enabled</c>, <c>Suspended</c> or <c>Off</c>.</param>
/// <param name="Warnings">What somebody should look at, and what could not be read; one sentence each.</param>
public sealed record BucketExposure(
    bool? IsPublic,
    bool? BlocksPublicAccess,
    IReadOnlyList<string>? ForeignGrantees,
    string? Encryption,
    string? Versioning,
    IReadOnlyList<string> Warnings);
