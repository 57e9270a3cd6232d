using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>What is wrong with the files of a restore, in words.</summary>
internal static class SeedFailures
{
    public static SeedFileChangedException Missing(BucketLocation bucket, string key) => new(
        $"There is no object {At(bucket, key)}.", "Find out what removed it, or correct the key in Backup.Files; restore another backup meanwhile.");

    public static SeedFileChangedException Different(BucketLocation bucket, string key, string difference) => new(
        $"{At(bucket, key)} is not what the backup's manifest describes: {difference}.",
        "Find out what has written it, and restore the backup from another of its buckets, or another backup.");

    public static SeedFileChangedException Unverified(BucketLocation bucket, string key) => new(
        $"{At(bucket, key)} has no report of its verification, or one of another version of it.",
        "It was replaced while the restore ran; find out by what, and start the restore again.");

    /// <summary>Why ElastiCache cannot read an object as it is stored; null where it can.</summary>
    public static SeedFileUnusableException? Unusable(BucketLocation bucket, ObjectFacts found) => found switch
    {
        { Key: var key } when key.Contains(',', StringComparison.Ordinal) => new SeedFileUnusableException(
            $"The key {At(bucket, key)} holds a comma, which ElastiCache takes for the end of the name.",
            "Copy the object to a key without commas."),
        { UsesBucketKey: true } => new SeedFileUnusableException(
            $"{At(bucket, found.Key)} is encrypted under an S3 Bucket Key, which ElastiCache cannot read.",
            "Copy the object onto itself with S3 Bucket Keys disabled, or with SSE-S3."),
        _ => Archived(bucket, found),
    };

    /// <summary>Why nobody can read an object now; null where it can be read.</summary>
    public static SeedFileUnusableException? Archived(BucketLocation bucket, ObjectFacts found) =>
        found.StorageClass is "GLACIER" or "DEEP_ARCHIVE"
            ? new SeedFileUnusableException(
                $"{At(bucket, found.Key)} is archived in the storage class {found.StorageClass}.",
                "Restore the object from the archive and copy it onto itself in the class STANDARD, then start again.")
            : null;

    public static SeedNotRestorableException NotRestorable(CachePlan cache, IEnumerable<string> reasons) => new(
        $"A cache of {cache.Engine} {cache.EngineVersion} with cluster mode {(cache.ClusterMode ? "enabled" : "disabled")} cannot be made of "
        + $"these files: {string.Join("; ", reasons)}.",
        "Choose NewCache.Engine, .EngineVersion or .ClusterMode accordingly; nothing was created.");

    private static string At(BucketLocation bucket, string key) => $"s3://{bucket.Bucket}/{key}";
}
