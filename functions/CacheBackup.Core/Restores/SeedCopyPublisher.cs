using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Turns copied files into a backup: looks at every one again, then writes the manifest beside them, byte for byte as it is in the
/// source. From that write on, and not before, there is a backup in the bucket.
/// </summary>
public sealed class SeedCopyPublisher(
    SeedReader seeds, SeedFileFinder files, SeedReports reports, ManifestReader manifests, ObjectWriter writer)
{
    // 500 files are 500 requests or a few more, within one Region.
    private const int MostAtOnce = 32;

    /// <summary>Publishes the copy. Repeating it finds an equal manifest and changes nothing.</summary>
    /// <returns>Keys of the files that came without a report.</returns>
    /// <exception cref="SeedFileChangedException">A copy is gone, or is another object by now.</exception>
    /// <exception cref="SeedFileUnusableException">ElastiCache could not read a copy as it is stored.</exception>
    /// <exception cref="DestinationObjectTakenException">Another manifest is there.</exception>
    public async Task<IReadOnlyList<string>> PublishAsync(SeedCopy copy, CancellationToken cancellationToken)
    {
        var (source, target) = (copy.Source, copy.Target);
        var seed = await seeds.ReadAsync(source, cancellationToken);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(seed.Files, limits, async (file, token) => await files.FindUsableAsync(target, file, token));
        var without = await reports.FilesWithoutAsync(target, copy.Folder, seed.Manifest!, cancellationToken);
        var content = await manifests.ReadContentAsync(source.Bucket, source.ManifestKey!, cancellationToken);
        return await SeedCopyFailures.RewordAsync(target, async () =>
        {
            await writer.WriteOnceAsync(target, BackupManifest.KeyIn(copy.Folder), content, copy.Destination, cancellationToken);
            return without;
        });
    }
}
