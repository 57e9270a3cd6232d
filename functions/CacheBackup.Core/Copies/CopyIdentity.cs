namespace CacheBackup.Core.Copies;

/// <summary>
/// How well it is proven that a copy equals its source, best first. Recorded for every copy, so that a reader of the manifest knows
/// what was checked.
/// </summary>
public enum CopyIdentity
{
    /// <summary>The same checksum of the whole object. Of a copy in parts, S3 itself has compared it before the copy appeared.</summary>
    L1,

    /// <summary>The same checksum or ETag over the same parts.</summary>
    L2,

    /// <summary>The same checksum, computed by reading both. Nothing computes it yet: no copy of a run has this level.</summary>
    L3,

    /// <summary>The same size; S3 keeps nothing else for both that could be compared. Copied, but unproven.</summary>
    L4,
}
