using System.Globalization;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Primary and replicas of one shard.</summary>
internal static class Replication
{
    /// <summary>Makes every server after the first a replica of the first, and waits until they are in step.</summary>
    public static Task LinkAsync(IReadOnlyList<ServerProcess> servers, CancellationToken cancellationToken) =>
        Task.WhenAll(servers.Skip(1).Select(async replica =>
        {
            await replica.CallAsync(["REPLICAOF", "127.0.0.1", $"{servers[0].Port}"], cancellationToken);
            await UntilLinkedAsync(replica, cancellationToken);
        }));

    /// <summary>Waits until a replica holds its primary's data and follows it.</summary>
    public static Task UntilLinkedAsync(ServerProcess replica, CancellationToken cancellationToken) =>
        Until.TrueAsync(
            $"the replica on port {replica.Port} to follow its primary",
            async () => await replica.FieldAsync("master_link_status", ["INFO", "replication"], cancellationToken) == "up",
            cancellationToken);

    /// <summary>Waits until a replica has everything its primary had when this was called.</summary>
    public static async Task CatchUpAsync(ServerProcess primary, ServerProcess replica, CancellationToken cancellationToken)
    {
        await UntilLinkedAsync(replica, cancellationToken);
        var goal = await OffsetAsync(primary, "master_repl_offset", cancellationToken);
        await Until.TrueAsync(
            $"the replica on port {replica.Port} to reach offset {goal}",
            async () => await OffsetAsync(replica, "slave_repl_offset", cancellationToken) >= goal,
            cancellationToken);
    }

    private static async Task<long> OffsetAsync(ServerProcess server, string field, CancellationToken cancellationToken) =>
        long.Parse(await server.FieldAsync(field, ["INFO", "replication"], cancellationToken) ?? "0", CultureInfo.InvariantCulture);
}
