using CacheBackup.Core.Keyspaces;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Compares the keys a cache holds with those of its files. Keys with a time to live may be gone, for they expire on; keys
/// without have to be there, all of them and no others.
/// </summary>
public static class KeyComparison
{
    /// <summary>What is otherwise than expected, by shard where the shards are the files', else in total.</summary>
    public static IReadOnlyList<string> Differences(CachePlan cache, SeedFacts facts, IReadOnlyList<ShardKeyCount> counted)
    {
        var total = new ShardKeyCount([], counted.Sum(shard => shard.Keys), counted.Sum(shard => shard.Expiring));
        return [.. ByShard(cache, facts, counted).Append(Difference("all shards together", facts.Total, total)).OfType<string>()];
    }

    private static IEnumerable<string?> ByShard(CachePlan cache, SeedFacts facts, IReadOnlyList<ShardKeyCount> counted)
    {
        if (!cache.ClusterMode || facts.Shards.Count != cache.Slots.Count)
        {
            yield break;
        }

        for (var shard = 0; shard < facts.Shards.Count; shard++)
        {
            var name = $"shard {shard + 1:0000}";
            _ = SlotRange.TryParseAll(cache.Slots[shard], out var slots);
            yield return counted.FirstOrDefault(count => count.Slots.SequenceEqual(slots)) is { } found
                ? Difference(name, facts.Shards[shard], found)
                : $"no primary serves the slots {cache.Slots[shard]} of {name}";
        }
    }

    private static string? Difference(string what, ExpectedKeys expected, ShardKeyCount found)
    {
        var lasting = found.Keys - found.Expiring;
        return lasting != expected.Lasting
            ? $"{what}: {lasting} keys without a time to live instead of {expected.Lasting}"
            : found.Expiring > expected.Expiring ? $"{what}: {found.Expiring} keys with a time to live, and the files have {expected.Expiring}" : null;
    }
}
