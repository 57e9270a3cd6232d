using System.Globalization;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>The hash slots of a shard, written <c>0-5460</c> or <c>0-99,200-299</c>.</summary>
internal static class SlotRanges
{
    /// <summary>A cluster's number of slots.</summary>
    public const int Count = 16384;

    /// <summary>Splits all slots evenly, as ElastiCache does when none are given.</summary>
    public static IReadOnlyList<string> Even(int shards) =>
        [.. Enumerable.Range(0, shards).Select(i => $"{(long)i * Count / shards}-{(((long)i + 1) * Count / shards) - 1}")];

    /// <summary>Every slot of the ranges.</summary>
    /// <exception cref="FormatException">The text is no list of ranges within 0-16383.</exception>
    public static IReadOnlyList<int> Parse(string ranges) => [.. ranges.Split(',').SelectMany(ParseOne)];

    private static IEnumerable<int> ParseOne(string range)
    {
        var ends = range.Trim().Split('-');
        var first = int.Parse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture);
        var last = ends.Length == 1 ? first : int.Parse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture);
        return ends.Length <= 2 && first <= last && last < Count
            ? Enumerable.Range(first, last - first + 1)
            : throw new FormatException($"'{range}' is no slot range within 0-{Count - 1}.");
    }
}
