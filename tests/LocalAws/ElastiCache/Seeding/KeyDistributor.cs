using System.Text;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>Copies keys to the shards that own their slots, each with its value and its exact time to live; functions go to all.</summary>
/// <remarks>How often and when a key was last used is not copied.</remarks>
internal sealed class KeyDistributor
{
    /// <summary>Keys under way at once: values may be large.</summary>
    private const int KeysPerBatch = 64;

    private readonly IReadOnlyList<ServerProcess> _shards;
    private readonly int[] _owners = new int[SlotRanges.Count];

    /// <param name="shards">The servers, without cluster mode and empty.</param>
    /// <param name="slots">The slots of each; together all.</param>
    public KeyDistributor(IReadOnlyList<ServerProcess> shards, IReadOnlyList<string> slots)
    {
        _shards = shards;
        for (var shard = 0; shard < slots.Count; shard++)
        {
            foreach (var slot in SlotRanges.Parse(slots[shard]))
            {
                _owners[slot] = shard;
            }
        }
    }

    /// <summary>Copies all that a server holds.</summary>
    /// <exception cref="RespException">A shard has the key already.</exception>
    public async Task CopyAsync(ServerProcess from, CancellationToken cancellationToken)
    {
        await using var source = await from.ConnectAsync(cancellationToken);
        var targets = await Task.WhenAll(_shards.Select(shard => shard.ConnectAsync(cancellationToken)));
        try
        {
            await CopyFunctionsAsync(source, targets, cancellationToken);
            // SCAN may name a key twice, KEYS does not; and nobody else waits for this server.
            var keys = (await source.CallAsync(["KEYS", "*"], cancellationToken)).Items;
            foreach (var batch in keys.Select(key => key.Bytes).Chunk(KeysPerBatch))
            {
                await CopyBatchAsync(source, targets, batch, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(targets.Select(target => target.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Every shard of a cluster has the same functions, so the same ones may come again with the next file.</summary>
    private static async Task CopyFunctionsAsync(
        RespConnection source, RespConnection[] targets, CancellationToken cancellationToken)
    {
        var functions = await source.CallAsync(["FUNCTION", "DUMP"], cancellationToken);
        await Task.WhenAll(targets.Select(target =>
            target.CallAsync([Word("FUNCTION"), Word("RESTORE"), functions.Bytes, Word("REPLACE")], cancellationToken)));
    }

    private async Task CopyBatchAsync(
        RespConnection source, RespConnection[] targets, ReadOnlyMemory<byte>[] keys, CancellationToken cancellationToken)
    {
        var expiries = await AskAsync("PEXPIRETIME");
        var values = await AskAsync("DUMP");
        var restores = keys.Select((key, i) => (Owner: _owners[KeySlot.Of(key.Span)], Command: Restore(key, expiries[i], values[i])))
            // A key that expired meanwhile has no value.
            .Where((_, i) => !values[i].IsNull)
            .GroupBy(restore => restore.Owner, restore => restore.Command);
        await Task.WhenAll(restores.Select(shard => targets[shard.Key].PipelineAsync([.. shard], cancellationToken)));

        Task<IReadOnlyList<RespValue>> AskAsync(string command) =>
            source.PipelineAsync([.. keys.Select(key => (IReadOnlyList<ReadOnlyMemory<byte>>)[Word(command), key])], cancellationToken);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Restore(ReadOnlyMemory<byte> key, RespValue expiry, RespValue value) =>
        [Word("RESTORE"), key, Word($"{Math.Max(0, expiry.Number)}"), value.Bytes, Word("ABSTTL")];

    private static ReadOnlyMemory<byte> Word(string text) => Encoding.ASCII.GetBytes(text);
}
