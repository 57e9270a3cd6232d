namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Everything a server holds, counted and digested.</summary>
/// <param name="Keys">Number of keys.</param>
/// <param name="Expiring">Number of keys with an expiry.</param>
/// <param name="Types">Number of keys of each type, such as <c>zset</c>.</param>
/// <param name="Digest">
/// Over every key's name, type, expiry and logical value: two servers with the same data have the same digest, however
/// each encodes it. 64 hexadecimal digits.
/// </param>
public sealed record Keyspace(long Keys, long Expiring, IReadOnlyDictionary<string, long> Types, string Digest);
