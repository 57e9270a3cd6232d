using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Decides from which of its buckets a backup is restored: ElastiCache reads files of its own Region only.</summary>
public static class SeedBuckets
{
    /// <summary>The buckets of a Region that had the backup when its manifest was written, the export bucket first.</summary>
    /// <param name="region">The new cache's.</param>
    /// <param name="manifest">It names them.</param>
    public static IEnumerable<BucketLocation> In(string region, BackupManifest manifest) =>
        BucketsOf(manifest).Where(bucket => bucket.Region == region);

    /// <summary>None in the Region has it, or has it any more.</summary>
    public static BackupInOtherRegionException Elsewhere(string region, BackupManifest manifest) => new(
        $"Backup {manifest.BackupId} of {manifest.Source.Id} is not in {region}, where the new cache is to be. "
        + $"It is in {Names(BucketsOf(manifest).Where(bucket => bucket.Region != region))}"
        + (In(region, manifest).Any() ? $", and no longer in {Names(In(region, manifest))}." : "."),
        $"Name a bucket of {region} in Backup.CopyTo: the restore copies the backup there first. Or start the restore machine of a Region "
        + "it is in; name a destination here in the next backups.");

    private static string Names(IEnumerable<BucketLocation> buckets) =>
        string.Join(", ", buckets.Select(bucket => $"{bucket.Bucket} ({bucket.Region})"));

    // A backup is published only when every file is in every destination, so the first file speaks for all.
    private static List<BucketLocation> BucketsOf(BackupManifest manifest) =>
        [manifest.ExportBucket, .. manifest.Files[0].Copies.Select(copy => copy.Location)];
}
