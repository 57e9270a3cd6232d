using System.Globalization;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>
/// What a shop might keep in a cache: every type of value, in the small and the large encoding of each, with and
/// without an expiry. The same data for the same arguments.
/// </summary>
public static class SampleData
{
    /// <summary>Commands that write the data, each with its key as second word.</summary>
    /// <param name="customers">How many customers the shop has; there are about three keys for each.</param>
    /// <param name="now">Expiries are one to seven days after this.</param>
    public static IEnumerable<string[]> Commands(int customers, DateTimeOffset now)
    {
        foreach (var i in Enumerable.Range(1, customers))
        {
            yield return ["SET", $"customer:{i}:name", $"Customer number {i}"];
            yield return ["HSET", $"session:{i}", "customer", $"{i}", "agent", Words(i, 6), "visits", $"{i % 17}"];
            yield return ["PEXPIREAT", $"session:{i}", Later(now, i)];
            yield return ["RPUSH", $"cart:{i}", .. Enumerable.Range(i, 1 + (i % 9)).Select(item => $"item-{item}")];
        }

        IEnumerable<string[]> shared = [.. Pages(customers / 10, now), .. Tags(), .. Rankings(), .. Orders(), .. Catalogue()];
        foreach (var command in shared)
        {
            yield return command;
        }
    }

    // Counters are stored as integers, pages as compressed text.
    private static IEnumerable<string[]> Pages(int count, DateTimeOffset now) => Enumerable.Range(1, count).SelectMany(i => (string[][])
    [
        ["INCRBY", $"page:{i}:views", $"{i * 7919}"],
        ["SET", $"page:{i}:html", Words(i, 200), "PXAT", Later(now, i)],
    ]);

    private static IEnumerable<string[]> Tags() => Enumerable.Range(1, 60).SelectMany(i => (string[][])
    [
        ["SADD", $"tag:{i}:items", .. Enumerable.Range(0, 3 + i).Select(n => $"{n * i}")],
        ["SADD", $"tag:{i}:words", .. Words(i, 4 + (i * 5)).Split(' ').Distinct()],
    ]);

    private static IEnumerable<string[]> Rankings() => Enumerable.Range(1, 12).Select(month => (string[])
    [
        "ZADD", $"ranking:2026-{month:00}",
        .. Enumerable.Range(1, month * 25).SelectMany(n => (string[])[Score(n, month), $"customer-{n}"]),
    ]);

    // A stream with a group: what was read and not acknowledged has to survive a backup too.
    private static IEnumerable<string[]> Orders() => Enumerable.Range(1, 8).SelectMany(shop => (string[][])
    [
        .. Enumerable.Range(1, 40 * shop).Select(n => (string[])
            ["XADD", $"orders:{shop}", $"{1_700_000_000_000 + n}-{n % 3}", "order", $"{n}", "total", Score(n, shop)]),
        ["XGROUP", "CREATE", $"orders:{shop}", "packing", "0"],
        ["XREADGROUP", "GROUP", "packing", $"packer-{shop % 3}", "COUNT", "25", "STREAMS", $"orders:{shop}", ">"],
        ["XACK", $"orders:{shop}", "packing", "1700000000001-1", "1700000000002-2"],
        ["XDEL", $"orders:{shop}", "1700000000005-2"],
    ]);

    private static IEnumerable<string[]> Catalogue() =>
    [
        ["HSET", "catalogue", .. Enumerable.Range(1, 800).SelectMany(n => (string[])[$"item-{n}", $"{Words(n, 5)} {n}"])],
        ["RPUSH", "audit", .. Enumerable.Range(1, 3000).Select(n => $"event {n}: {Words(n, 8)}")],
        ["SET", "greeting", "Grüße, 你好, olá 👋"],
        ["SET", "empty", ""],
    ];

    private static string Later(DateTimeOffset now, int i) =>
        now.AddDays(1 + (i % 7)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Score(int n, int of) => (n * 37 % 1009 / (double)of).ToString("R", CultureInfo.InvariantCulture);

    private static string Words(int seed, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(n => Vocabulary[((seed * 31) + (n * n) + (n * seed)) % Vocabulary.Length]));

    private static readonly string[] Vocabulary =
    [
        "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet", "juniper", "kelp",
        "larch", "moss", "north", "otter", "pine", "quartz", "river", "spruce", "tundra", "umber", "vale",
    ];
}
