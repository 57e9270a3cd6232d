namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>One <c>.rdb</c> to make a cache of, on this machine.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Slots">The slots it is known to hold; null where nobody knows.</param>
internal sealed record SeedFile(string Name, FileInfo File, string? Slots);
