namespace CacheBackup.Core.Objects;

/// <summary>One row of a bucket listing.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">Its ETag, without quotes.</param>
public sealed record ListedObject(string Key, long Bytes, string ETag);
