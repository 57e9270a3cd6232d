namespace CacheBackup.Core.Objects;

/// <summary>How an object was uploaded.</summary>
/// <param name="Count">Its parts.</param>
/// <param name="FirstBytes">Size of the first one.</param>
public sealed record SourceParts(int Count, long FirstBytes);
