using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Restores;

/// <summary>Says which files a restore is of. A manifest is read again in each step: 500 files would not pass the state machine.</summary>
public sealed class SeedReader(ManifestReader manifests)
{
    /// <summary>The files.</summary>
    /// <exception cref="ManifestMissingException">The manifest has gone since the restore began.</exception>
    public async Task<SeedFiles> ReadAsync(SeedLocation seed, CancellationToken cancellationToken)
    {
        if (seed.ManifestKey is not { } key)
        {
            return new SeedFiles([.. seed.Keys.Select(file => new SeedFile(file, null))], null);
        }

        var manifest = await manifests.ReadAsync(seed.Bucket, key, cancellationToken);
        return new SeedFiles([.. manifest.Files.Select(file => new SeedFile($"{seed.Folder}/{file.Name}", file))], manifest);
    }
}
