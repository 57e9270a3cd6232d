namespace CacheBackup.Core.Objects;

/// <summary>A small object, read as a whole.</summary>
/// <param name="Content">Its content.</param>
/// <param name="Metadata">Its metadata, by names without <c>x-amz-meta-</c>.</param>
public sealed record StoredObject(byte[] Content, IReadOnlyDictionary<string, string> Metadata);
