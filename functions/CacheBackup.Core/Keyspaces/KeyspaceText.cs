using System.Globalization;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Keyspaces;

/// <summary>Reads what servers say of themselves.</summary>
public static class KeyspaceText
{
    /// <summary>Keys of all databases, from the answer to INFO keyspace: lines such as <c>db0:keys=7,expires=2,avg_ttl=0</c>.</summary>
    public static (long Keys, long Expiring) Count(string info)
    {
        var (keys, expiring) = (0L, 0L);
        foreach (var line in Lines(info).Where(line => line.StartsWith("db", StringComparison.Ordinal) && line.Contains(':')))
        {
            var fields = line[(line.IndexOf(':') + 1)..].Split(',').Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[^1]);
            keys += Number(fields, "keys");
            expiring += Number(fields, "expires");
        }

        return (keys, expiring);
    }

    /// <summary>The primaries with their slots, from the answer to CLUSTER NODES.</summary>
    /// <param name="nodes">A line each: id, address, flags, primary, ping, pong, epoch, link, slots.</param>
    /// <param name="asked">Who answered: it need not know its own address.</param>
    public static IReadOnlyList<(CacheServer Server, IReadOnlyList<SlotRange> Slots)> Primaries(string nodes, CacheServer asked) =>
    [
        .. from line in Lines(nodes)
           let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           where fields.Length > 8 && fields[2].Split(',').Contains("master")
           select (ServerOf(fields[1], asked), SlotsOf(fields[8..])),
    ];

    // ip:port@bus, and since version 7 a name after a comma, which the server's certificate is for.
    private static CacheServer ServerOf(string address, CacheServer asked)
    {
        var parts = address.Split(',');
        var endpoint = parts[0].Split('@')[0];
        var colon = endpoint.LastIndexOf(':');
        var host = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : endpoint[..colon];
        return new CacheServer(host.Length > 0 ? host : asked.Host, int.Parse(endpoint[(colon + 1)..], CultureInfo.InvariantCulture));
    }

    // Slots that are being moved stand in brackets, and are the sender's still.
    private static IReadOnlyList<SlotRange> SlotsOf(string[] fields) =>
        SlotRange.TryParseAll(string.Join(',', fields.Where(field => !field.StartsWith('['))), out var ranges) ? ranges : [];

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static long Number(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
