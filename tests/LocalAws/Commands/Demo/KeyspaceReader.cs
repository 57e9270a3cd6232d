using System.Security.Cryptography;
using System.Text;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Reads every key of a server by its own commands: no trust in the server's opinion that two files are equal.</summary>
/// <param name="connection">A connection to the server, which nothing writes to meanwhile.</param>
public sealed class KeyspaceReader(RespConnection connection)
{
    private const int Batch = 500;

    /// <summary>Reads and digests all keys.</summary>
    /// <exception cref="NotSupportedException">A key has a type that cannot be compared.</exception>
    public async Task<Keyspace> ReadAsync(CancellationToken cancellationToken)
    {
        var sum = new byte[SHA256.HashSizeInBytes];
        var types = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var expiring = 0L;
        foreach (var keys in (await KeysAsync(cancellationToken)).Chunk(Batch))
        {
            foreach (var (key, type, expiry, value) in await ReadAsync(keys, cancellationToken))
            {
                types[type] = types.GetValueOrDefault(type) + 1;
                expiring += expiry >= 0 ? 1 : 0;
                Keyspace.Add(sum, SHA256.HashData(Canonical(key, type, expiry, value)));
            }
        }

        return new Keyspace(types.Values.Sum(), expiring, types, Convert.ToHexStringLower(sum));
    }

    private async Task<IReadOnlyList<RespValue>> KeysAsync(CancellationToken cancellationToken)
    {
        // SCAN may return a key twice.
        var keys = new Dictionary<string, RespValue>(StringComparer.Ordinal);
        var cursor = "0";
        do
        {
            var page = await connection.CallAsync(["SCAN", cursor, "COUNT", "1000"], cancellationToken);
            cursor = page.Items[0].Text;
            foreach (var key in page.Items[1].Items)
            {
                keys[Convert.ToHexStringLower(key.Bytes.Span)] = key;
            }
        }
        while (cursor != "0");
        return [.. keys.Values];
    }

    private async Task<IEnumerable<(RespValue Key, string Type, long Expiry, RespValue Value)>> ReadAsync(
        RespValue[] keys, CancellationToken cancellationToken)
    {
        var types = await CallAllAsync(keys.Select(key => Command("TYPE", key)), cancellationToken);
        var expiries = await CallAllAsync(keys.Select(key => Command("PEXPIRETIME", key)), cancellationToken);
        var values = await CallAllAsync(keys.Select((key, i) => Read(key, types[i].Text)), cancellationToken);
        return keys.Select((key, i) => (key, types[i].Text, expiries[i].Number, values[i]));
    }

    private Task<IReadOnlyList<RespValue>> CallAllAsync(
        IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> commands, CancellationToken cancellationToken) =>
        connection.PipelineAsync([.. commands], cancellationToken);

    private static IReadOnlyList<ReadOnlyMemory<byte>> Read(RespValue key, string type) => type switch
    {
        "string" => Command("GET", key),
        "list" => Command("LRANGE", key, "0", "-1"),
        "hash" => Command("HGETALL", key),
        "set" => Command("SMEMBERS", key),
        "zset" => Command("ZRANGE", key, "0", "-1", "WITHSCORES"),
        // COUNT 0: all entries, and all pending entries of every group and consumer.
        "stream" => [.. Command("XINFO", "STREAM", key), "FULL"u8.ToArray(), "COUNT"u8.ToArray(), "0"u8.ToArray()],
        _ => throw new NotSupportedException($"The key '{key.Text}' is of type '{type}', which cannot be compared."),
    };

    private static IReadOnlyList<ReadOnlyMemory<byte>> Command(string name, RespValue key, params string[] more) =>
        [Encoding.ASCII.GetBytes(name), key.Bytes, .. more.Select(word => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(word))];

    private static IReadOnlyList<ReadOnlyMemory<byte>> Command(string name, string subcommand, RespValue key) =>
        [Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(subcommand), key.Bytes];

    private static byte[] Canonical(RespValue key, string type, long expiry, RespValue value)
    {
        using var bytes = new MemoryStream();
        Write(bytes, key);
        bytes.Write(Encoding.ASCII.GetBytes($"{type}:{expiry}:"));
        foreach (var item in CanonicalItems(type, value))
        {
            Write(bytes, item);
        }

        return bytes.ToArray();
    }

    private static IEnumerable<RespValue> CanonicalItems(string type, RespValue value) => type switch
    {
        "set" => value.Items.OrderBy(Hex, StringComparer.Ordinal),
        "hash" => value.Items.Chunk(2).OrderBy(field => Hex(field[0]), StringComparer.Ordinal).SelectMany(field => field),
        "stream" => StreamValue.Of(value),
        _ => [value],
    };

    private static string Hex(RespValue value) => Convert.ToHexStringLower(value.Bytes.Span);

    // Lengths before contents, so that no two different values are written alike.
    private static void Write(MemoryStream bytes, RespValue value)
    {
        bytes.Write(Encoding.ASCII.GetBytes($"{(value.IsNull ? "null" : "")}{value.Bytes.Length},{value.Items.Count}:"));
        bytes.Write(value.Bytes.Span);
        foreach (var item in value.Items)
        {
            Write(bytes, item);
        }
    }
}
