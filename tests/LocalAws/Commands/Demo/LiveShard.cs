using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>The primary of one shard, found as any client would find it.</summary>
/// <param name="Slots">The shard's slots, such as <c>0-5460</c>.</param>
/// <param name="Host">Where it listens.</param>
/// <param name="Port">Where it listens.</param>
public sealed record LiveShard(string Slots, string Host, int Port)
{
    /// <summary>The slots of a cache that is no cluster.</summary>
    public const string AllSlots = "0-16383";

    /// <summary>Asks a node of a cluster for all its shards, in the order of their slots.</summary>
    public static async Task<IReadOnlyList<LiveShard>> OfClusterAsync(string host, int port, CancellationToken cancellationToken)
    {
        await using var connection = await RespConnection.ConnectAsync(host, port, cancellationToken);
        var ranges = await connection.CallAsync(["CLUSTER", "SLOTS"], cancellationToken);
        return
        [
            .. ranges.Items
                .GroupBy(range => (Host: range.Items[2].Items[0].Text, Port: (int)range.Items[2].Items[1].Number))
                .OrderBy(primary => primary.Min(range => range.Items[0].Number))
                .Select(primary => new LiveShard(SlotsOf(primary), primary.Key.Host, primary.Key.Port)),
        ];
    }

    /// <summary>Whether this shard holds a slot.</summary>
    public bool Holds(int slot) => Slots.Split(',').Select(range => range.Split('-')).Any(ends =>
        slot >= int.Parse(ends[0]) && slot <= int.Parse(ends[^1]));

    /// <summary>Runs the commands whose key (their second word) is of this shard.</summary>
    public async Task WriteAsync(IEnumerable<string[]> commands, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        foreach (var batch in commands.Where(command => Holds(KeySlot.Of(KeyOf(command)))).Chunk(1000))
        {
            await connection.PipelineAsync(batch, cancellationToken);
        }
    }

    /// <summary>Reads all it holds.</summary>
    public async Task<Keyspace> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await new KeyspaceReader(connection).ReadAsync(cancellationToken);
    }

    /// <summary>A connection to the primary.</summary>
    private Task<RespConnection> ConnectAsync(CancellationToken cancellationToken) =>
        RespConnection.ConnectAsync(Host, Port, cancellationToken);

    private static string SlotsOf(IEnumerable<RespValue> ranges) => string.Join(
        ',', ranges.OrderBy(range => range.Items[0].Number).Select(range => $"{range.Items[0].Text}-{range.Items[1].Text}"));

    private static string KeyOf(string[] command) => command[0] switch
    {
        "XGROUP" => command[2],
        "XREADGROUP" => command[^2],
        _ => command[1],
    };
}
