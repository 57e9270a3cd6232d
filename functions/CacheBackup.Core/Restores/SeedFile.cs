using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>One file of a restore.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Described">What the manifest says of it; null without one.</param>
public sealed record SeedFile(string Key, BackupFile? Described)
{
    /// <summary>Why an object is not the one the manifest describes; null where it is, or where nothing describes it.</summary>
    /// <param name="bucket">Where the object is.</param>
    /// <param name="found">What it is now.</param>
    public string? DifferenceOf(BucketLocation bucket, ObjectFacts found)
    {
        if (Described is not { } file)
        {
            return null;
        }

        // Elsewhere than the manifest knows, somebody has copied it: then it is held against the exported file.
        var copy = file.Copies.FirstOrDefault(copy => copy.Location.Bucket == bucket.Bucket);
        var (bytes, tag, checksum) = (copy?.Bytes ?? file.Bytes, copy?.ETag ?? file.ETag, copy is null ? file.Checksum : copy.Checksum);
        return found.Bytes != bytes ? $"it has {found.Bytes} bytes, the manifest says {bytes}"
            : found.ETag == tag || IsSame(found.Checksum, checksum) ? null
            : $"its ETag is {found.ETag}, the manifest says {tag}, and no checksum proves that its content is the same";
    }

    private static bool IsSame(ObjectChecksum? found, ObjectChecksum? described) =>
        found is { OfWholeObject: true } && found == described;
}

/// <summary>All files of a restore.</summary>
/// <param name="Files">In the order of the shards.</param>
/// <param name="Manifest">The backup; null for files without one.</param>
public sealed record SeedFiles(IReadOnlyList<SeedFile> Files, BackupManifest? Manifest)
{
    /// <summary>Their keys.</summary>
    public IReadOnlyList<string> Keys => [.. Files.Select(file => file.Key)];
}
