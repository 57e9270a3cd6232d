namespace CacheBackup.Core.Copies;

/// <summary>
/// How well it is proven that a copy equals its source, best first. Recorded for every copy, so that a reader of the
/// manifest knows what was checked. (A checksum computed by reading the copy, L3, is not used yet.)
/// </summary>
public enum CopyIdentity
{
    /// <summary>L1: S3 keeps the same checksum of the whole object for both.</summary>
    EqualChecksum,

    /// <summary>L2: the same ETag, or the same checksum over the same parts.</summary>
    EqualETag,

    /// <summary>L4: the same size; S3 keeps nothing else for both that could be compared. Copied, but unproven.</summary>
    EqualSize,
}
