using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Restores;

/// <summary>Which slots each shard of a new cache serves: every slot of 0-16383 exactly once.</summary>
public static class SlotPlan
{
    private const int Slots = 16384;

    /// <summary>As the backup's shards had them.</summary>
    /// <exception cref="ManifestUnreadableException">The manifest does not tell them, or tells one twice or not at all.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<SnapshotShard> shards)
    {
        var served = new bool[Slots];
        foreach (var slot in shards.SelectMany(Each))
        {
            if (served[slot])
            {
                throw Unreadable($"slot {slot} belongs to two shards");
            }

            served[slot] = true;
        }

        var missing = Array.IndexOf(served, false);
        return missing < 0 ? [.. shards.Select(shard => shard.Slots!)] : throw Unreadable($"slot {missing} belongs to no shard");
    }

    /// <summary>As evenly as can be, in order: the first shards have the one slot more.</summary>
    public static IReadOnlyList<string> Even(int shards) =>
        [.. Enumerable.Range(0, shards).Select(shard => new SlotRange(First(shard, shards), First(shard + 1, shards) - 1).ToString())];

    private static int First(int shard, int shards) => (shard * (Slots / shards)) + Math.Min(shard, Slots % shards);

    private static IEnumerable<int> Each(SnapshotShard shard) => SlotRange.TryParseAll(shard.Slots, out var ranges)
        ? ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1))
        : throw Unreadable($"the slots of shard {shard.NodeGroupId} are \"{shard.Slots}\"");

    private static ManifestUnreadableException Unreadable(string what) => new(
        $"The manifest does not describe a whole cluster: {what}.", "Name NewCache.Shards to have the slots spread evenly instead.");
}
