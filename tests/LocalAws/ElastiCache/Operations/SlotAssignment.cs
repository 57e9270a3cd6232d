using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>Which shard serves which slots.</summary>
internal static class SlotAssignment
{
    /// <param name="shards">The items of <c>NodeGroupConfiguration</c>, all or none.</param>
    /// <param name="count">How many shards there are to be.</param>
    /// <param name="isRestore">Whether files from S3 go into them: then AWS wants the slots of every shard.</param>
    /// <returns>The slots of each shard, such as <c>0-5460</c>: as given, or evenly split.</returns>
    /// <exception cref="ServiceError">Slots are missing, malformed, or not each of them given exactly once.</exception>
    public static IReadOnlyList<string> Read(IReadOnlyList<QueryParameters> shards, int count, bool isRestore)
    {
        var given = shards.Select(shard => shard.Text("Slots")).OfType<string>().ToList();
        if (given.Count < count && isRestore)
        {
            throw ServiceError.InvalidCombination(
                "Slots must be provided when restoring from snapshot ARNs with cluster mode enabled");
        }

        if (given.Count == 0)
        {
            return SlotRanges.Even(count);
        }

        return given.Count == count
            ? RequireAll(given)
            : throw ServiceError.InvalidCombination("Slots must be given for every node group or for none.");
    }

    private static List<string> RequireAll(List<string> given)
    {
        try
        {
            var all = given.SelectMany(SlotRanges.Parse).ToList();
            return all.Count == SlotRanges.Count && all.Distinct().Count() == SlotRanges.Count
                ? given
                : throw ServiceError.InvalidValue($"The slots of the node groups must cover 0-{SlotRanges.Count - 1}, each slot once.");
        }
        catch (FormatException error)
        {
            throw ServiceError.InvalidValue($"Invalid Slots: {error.Message}");
        }
    }
}
