using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Decides from which of its buckets a backup is restored: ElastiCache reads files of its own Region only.</summary>
public static class SeedBuckets
{
    /// <summary>The bucket to restore from; null where none is in the Region.</summary>
    /// <param name="region">The new cache's.</param>
    /// <param name="found">Where the manifest was found: the first choice.</param>
    /// <param name="manifest">It names the others.</param>
    public static BucketLocation? Find(string region, BucketLocation found, BackupManifest manifest) =>
        found.Region == region ? found : BucketsOf(manifest).Find(bucket => bucket.Region == region);

    /// <summary>None is in the Region.</summary>
    public static BackupInOtherRegionException Elsewhere(string region, BackupManifest manifest) => new(
        $"Backup {manifest.BackupId} of {manifest.Source.Id} is not in {region}, where the new cache is to be. "
        + $"It is in {string.Join(", ", BucketsOf(manifest).Select(bucket => $"{bucket.Bucket} ({bucket.Region})"))}.",
        $"Name a bucket of {region} in Backup.CopyTo: the restore copies the backup there first. Or start the restore machine of a Region "
        + "it is in; name a destination here in the next backups.");

    // A backup is published only when every file is in every destination, so the first file speaks for all.
    private static List<BucketLocation> BucketsOf(BackupManifest manifest) =>
        [manifest.ExportBucket, .. manifest.Files[0].Copies.Select(copy => copy.Location)];
}
