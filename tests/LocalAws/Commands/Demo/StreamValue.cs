using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>The value of a stream, out of what <c>XINFO STREAM … FULL</c> says about it.</summary>
/// <remarks>
/// Left out is what is no part of it: the layout in memory, and what a primary keeps for itself: a snapshot is taken of
/// a replica, which is never told how many entries a group has read or when a consumer was last seen.
/// </remarks>
internal static class StreamValue
{
    /// <summary>Entries, ids, groups, consumers and pending entries, in the order the server gives them.</summary>
    public static IEnumerable<RespValue> Of(RespValue info) =>
        Fields(info, ["radix-tree-keys", "radix-tree-nodes"], "groups", group =>
            Fields(group, ["entries-read", "lag"], "consumers", consumer =>
                Fields(consumer, ["seen-time", "active-time"], null, _ => [])));

    private static IEnumerable<RespValue> Fields(
        RespValue map, string[] without, string? listField, Func<RespValue, IEnumerable<RespValue>> ofListed) =>
        map.Items.Chunk(2)
            .Where(field => !without.Contains(field[0].Text))
            .SelectMany(field => field[0].Text == listField ? field[1].Items.SelectMany(ofListed).Prepend(field[0]) : field);
}
