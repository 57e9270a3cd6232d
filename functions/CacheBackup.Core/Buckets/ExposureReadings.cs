using Amazon.S3.Model;

namespace CacheBackup.Core.Buckets;

/// <summary>The settings an exposure is judged by, as far as they could be read.</summary>
internal sealed record ExposureReadings(
    Reading<bool> IsPublic,
    Reading<bool> BlocksPublicAccess,
    Reading<BucketAcl?> Acl,
    Reading<string?> Encryption,
    Reading<string?> Versioning,
    Reading<IReadOnlyList<LifecycleRule>> Lifecycle)
{
    /// <summary>Why settings are unknown.</summary>
    public IEnumerable<string> Unknowns =>
        new[]
        {
            IsPublic.UnknownBecause, BlocksPublicAccess.UnknownBecause, Acl.UnknownBecause,
            Encryption.UnknownBecause, Versioning.UnknownBecause, Lifecycle.UnknownBecause,
        }.OfType<string>();
}
