namespace CacheBackup.Core.Copies;

/// <summary>One copy of one file, accepted.</summary>
/// <param name="Key">Its key in the destination: the same as in the export bucket.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning.</param>
/// <param name="Identity">How well it is proven that it equals the source.</param>
public sealed record CopiedShard(string Key, string? VersionId, CopyIdentity Identity);
