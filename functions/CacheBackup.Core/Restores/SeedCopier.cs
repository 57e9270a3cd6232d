using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Restores;

/// <summary>Says what exactly is to be copied of a backup: each file, in the version that is what its manifest describes.</summary>
public sealed class SeedCopier(SeedReader seeds, SeedFileFinder files)
{
    // A weaker copy would be in vain: nothing could tell later that it is the file the manifest describes.
    private const CopyIdentity MinimumIdentity = CopyIdentity.L2;

    /// <summary>The order to copy one file.</summary>
    /// <param name="copy">From where to where.</param>
    /// <param name="name">The file, as the manifest names it.</param>
    /// <param name="round">How often it has been taken up, this time included.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SeedFileChangedException">It is gone, or not what the manifest describes.</exception>
    /// <exception cref="SeedFileUnusableException">It is archived.</exception>
    public async Task<CopyOrder> OrderAsync(SeedCopy copy, string name, int round, CancellationToken cancellationToken)
    {
        var seed = await seeds.ReadAsync(copy.Source, cancellationToken);
        var bucket = copy.Source.Bucket;
        var file = seed.Files.FirstOrDefault(file => file.Described?.Name == name)
            ?? throw SeedFailures.Missing(bucket, $"{copy.Folder}/{name}");
        var found = await files.FindAsync(bucket, file, cancellationToken);
        if (SeedFailures.Archived(bucket, found) is { } archived)
        {
            throw archived;
        }

        return new CopyOrder(bucket, copy.Folder, ShardOf(file.Described!, found), copy.Destination, MinimumIdentity, round);
    }

    private static VerifiedShard ShardOf(BackupFile file, ObjectFacts found) => new(
        file.Name, found.Bytes, found.ETag, found.VersionId, file.Verification.Format, file.Verification.Keys, file.Verification.Verdict);
}
