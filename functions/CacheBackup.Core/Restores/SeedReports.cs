using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Restores;

/// <summary>Tells which files of a backup have no report of their verification beside them.</summary>
public sealed class SeedReports(BucketObjects objects)
{
    /// <summary>Keys of the files without one, in the order of the shards.</summary>
    /// <param name="bucket">Where the files are.</param>
    /// <param name="folder">Their key prefix.</param>
    /// <param name="manifest">It names them.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<IReadOnlyList<string>> FilesWithoutAsync(
        BucketLocation bucket, string folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var listed = await objects.ListAsync(bucket, $"{folder}/", cancellationToken);
        var there = listed.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        return [.. manifest.Files
            .Select(file => new ExportedFile(bucket, folder, file.Name))
            .Where(file => !there.Contains(file.ReportKey)).Select(file => file.Key)];
    }
}
