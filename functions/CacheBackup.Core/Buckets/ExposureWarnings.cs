using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Buckets;

/// <summary>What about a bucket somebody should look at. A backup is the whole cache in clear.</summary>
internal static class ExposureWarnings
{
    public static IEnumerable<string> Of(ExpectedBucket bucket, ExposureReadings readings, IReadOnlyList<string> foreigners)
    {
        var name = $"Bucket {bucket.Location.Bucket}";
        if (readings.IsPublic.Value)
        {
            yield return $"{name} is public by its policy: everybody can have the backups.";
        }

        if (readings.BlocksPublicAccess is { Value: false, UnknownBecause: null })
        {
            yield return $"{name} does not block public access by itself: switch all four parts of Block Public Access on; "
                + "ElastiCache needs none of them off.";
        }

        if (foreigners.Count > 0)
        {
            yield return $"{name} lets others in by its ACL: {string.Join(", ", foreigners)}.";
        }

        if (EncryptionWarning(bucket.Field, readings.Encryption) is { } encryption)
        {
            yield return $"{name} {encryption}";
        }

        foreach (var rule in readings.Lifecycle.Value.Where(rule => LifecycleReach.Touches(rule, bucket.KeyPrefix)))
        {
            yield return $"{name} has the lifecycle rule \"{rule.Id}\", which {LifecycleReach.Describe(rule)} below {bucket.KeyPrefix}/.";
        }

        foreach (var unknown in readings.Unknowns)
        {
            yield return $"{name} was not checked in full: {unknown}.";
        }
    }

    private static string? EncryptionWarning(string field, Reading<string?> encryption) => encryption switch
    {
        { UnknownBecause: not null } => null,
        { Value: null } => "does not encrypt objects by default.",
        { Value: not "AES256" } when field == nameof(BackupRequest.ExportBucket) =>
            "encrypts by a KMS key by default, which ElastiCache's exports do not support: "
            + "use SSE-S3 (AES256) here, and KMS keys for the copies.",
        _ => null,
    };
}
