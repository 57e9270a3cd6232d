using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Decides from which bucket a backup is restored, and whether it has to be copied there first.</summary>
public sealed class SeedChooser(ManifestReader manifests, SeedCopyPlanner copies)
{
    /// <summary>Decides. A bucket of the Region that has the backup comes before a copy.</summary>
    /// <param name="execution">Region and account of the new cache.</param>
    /// <param name="found">The manifest that was found.</param>
    /// <param name="manifest">Its content.</param>
    /// <param name="copyTo">The bucket the request allows to copy to; null for none.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="BackupInOtherRegionException">It is in no bucket of the Region, and may not be copied to one.</exception>
    public async Task<SeedChoice> ChooseAsync(
        ExecutionArn execution, SeedLocation found, BackupManifest manifest, string? copyTo, CancellationToken cancellationToken)
    {
        if (await FindHereAsync(execution.Region, found, manifest, mayCopy: copyTo is not null, cancellationToken) is { } here)
        {
            IReadOnlyList<string> findings = copyTo is null
                ? []
                : [$"Backup.CopyTo ({copyTo}) was not needed: the backup is in {execution.Region} already, in {here.Bucket.Bucket}."];
            return new SeedChoice(here, null, findings);
        }

        return copyTo is null
            ? throw SeedBuckets.Elsewhere(execution.Region, manifest)
            : await copies.PlanAsync(execution, found, copyTo, cancellationToken);
    }

    // A bucket may have lost the backup since its manifest was written.
    private async Task<SeedLocation?> FindHereAsync(
        string region, SeedLocation found, BackupManifest manifest, bool mayCopy, CancellationToken cancellationToken)
    {
        if (found.Bucket.Region == region)
        {
            return found;
        }

        // The later steps read the manifest where the files are.
        var key = BackupManifest.KeyIn(manifest.Folder);
        foreach (var bucket in SeedBuckets.In(region, manifest))
        {
            try
            {
                if (await manifests.IsThereAsync(bucket, key, cancellationToken))
                {
                    return new SeedLocation(bucket, key, []);
                }
            }
            catch (CallerNotPermittedException) when (mayCopy)
            {
                // A bucket this role may not read, or whose name is somebody else's by now, is no reason not to copy.
            }
        }

        return null;
    }
}

/// <summary>Where a backup is restored from.</summary>
/// <param name="Seed">The bucket, and the manifest in it.</param>
/// <param name="Copy">What has to be copied to have it there; null for nothing.</param>
/// <param name="Findings">What an operator should know of that.</param>
public sealed record SeedChoice(SeedLocation Seed, SeedCopy? Copy, IReadOnlyList<string> Findings);
