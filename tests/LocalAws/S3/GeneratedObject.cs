namespace CacheBackup.LocalAws.S3;

/// <summary>
/// An object whose content is made when it is read, so that it may be of any size: 4 KiB blocks, each with its number in
/// front, so that two parts are never alike. It takes no room, nor does any copy of it; its CRCs are those of its bytes.
/// </summary>
/// <param name="Seed">Decides the content.</param>
/// <param name="Length">In bytes.</param>
public sealed record GeneratedObject(long Seed, long Length)
{
    /// <summary>Of the parts it looks to have been uploaded in, but for the last one; an object that is no longer is in one piece.</summary>
    public long PartBytes { get; init; } = 512L * 1024 * 1024;
}
