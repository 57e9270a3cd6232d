using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Decides from which of its buckets a backup is restored: ElastiCache reads files of its own Region only.</summary>
public static class SeedBuckets
{
    /// <summary>The bucket to restore from.</summary>
    /// <param name="region">The new cache's.</param>
    /// <param name="found">Where the manifest was found: the first choice.</param>
    /// <param name="manifest">It names the others.</param>
    /// <exception cref="BackupInOtherRegionException">None is in the Region.</exception>
    public static BucketLocation Choose(string region, BucketLocation found, BackupManifest manifest)
    {
        if (found.Region == region)
        {
            return found;
        }

        var buckets = BucketsOf(manifest);
        return buckets.Find(bucket => bucket.Region == region) ?? throw new BackupInOtherRegionException(
            $"Backup {manifest.BackupId} of {manifest.Source.Id} is not in {region}, where the new cache is to be. "
            + $"It is in {string.Join(", ", buckets.Select(bucket => $"{bucket.Bucket} ({bucket.Region})"))}.",
            $"Copy its folder {manifest.Folder}/ to a bucket in {region} (aws s3 sync) and name the manifest there, or start the restore "
            + "machine of a Region it is in; name a destination here in the next backups.");
    }

    // A backup is published only when every file is in every destination, so the first file speaks for all.
    private static List<BucketLocation> BucketsOf(BackupManifest manifest) =>
        [manifest.ExportBucket, .. manifest.Files[0].Copies.Select(copy => copy.Location)];
}
