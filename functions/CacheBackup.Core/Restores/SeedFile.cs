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

        // Elsewhere than the manifest knows, it was copied, by hand or by a restore: from the exported file or from one of its copies.
        var copies = file.Copies.Select(copy => (copy.Location.Bucket, copy.ETag, copy.Checksum)).ToList();
        var here = copies.FindAll(copy => copy.Bucket == bucket.Bucket);
        var known = here.Count > 0 ? here : [("", file.ETag, file.Checksum), .. copies];
        return found.Bytes != file.Bytes ? $"it has {found.Bytes} bytes, the manifest says {file.Bytes}"
            : known.Exists(one => found.ETag == one.ETag || IsSame(found.Checksum, one.Checksum)) ? null
            : $"its ETag is {found.ETag}, the manifest says {known[0].ETag}, and no checksum proves that its content is the same";
    }

    // Checksums of parts are equal only over the same parts, and prove the same then.
    private static bool IsSame(ObjectChecksum? found, ObjectChecksum? described) => found is not null && found == described;
}

/// <summary>All files of a restore.</summary>
/// <param name="Files">In the order of the shards.</param>
/// <param name="Manifest">The backup; null for files without one.</param>
public sealed record SeedFiles(IReadOnlyList<SeedFile> Files, BackupManifest? Manifest)
{
    /// <summary>Their keys.</summary>
    public IReadOnlyList<string> Keys => [.. Files.Select(file => file.Key)];
}
