using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.ElastiCache.Model;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Keyspaces;

/// <summary>Asks the primaries of a cache how many keys they hold. Whoever counts has to be in the cache's VPC.</summary>
/// <param name="isInVpc">Whether this function was given the subnets to reach caches from.</param>
public sealed class KeyCounter(bool isInVpc)
{
    // A server in the same VPC answers in milliseconds; one that cannot be reached does not answer at all.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    // 500 shards.
    private const int MostAtOnce = 16;

    /// <summary>Counts.</summary>
    /// <param name="group">The cache, available.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KeyCount> CountAsync(ReplicationGroup group, CancellationToken cancellationToken)
    {
        if (!isInVpc)
        {
            return KeyCount.NotDone("VerifyRestore runs outside the VPC (the stack's RestoreSubnetIds is empty)");
        }

        if (EndpointOf(group) is not { } endpoint)
        {
            return KeyCount.NotDone("ElastiCache tells no endpoint of the cache");
        }

        try
        {
            return new KeyCount(await CountAsync(endpoint, group, cancellationToken), null);
        }
        catch (Exception error) when (IsNoAnswer(error) && !cancellationToken.IsCancellationRequested)
        {
            return KeyCount.NotDone($"{endpoint} gave no answer: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static CacheServer? EndpointOf(ReplicationGroup group) =>
        (group.ConfigurationEndpoint ?? group.NodeGroups?.FirstOrDefault()?.PrimaryEndpoint) is { Address: { } host, Port: { } port }
            ? new CacheServer(host, port)
            : null;

    private static bool IsNoAnswer(Exception error) =>
        error is IOException or SocketException or AuthenticationException or OperationCanceledException or InvalidDataException;

    private static async Task<IReadOnlyList<ShardKeyCount>> CountAsync(CacheServer endpoint, ReplicationGroup group, CancellationToken cancellationToken)
    {
        // One certificate is for all nodes, by a wildcard; nodes may be known by address only.
        var certificateName = group.TransitEncryptionEnabled == true ? endpoint.Host : null;
        IReadOnlyList<(CacheServer Server, IReadOnlyList<SlotRange> Slots)> primaries = group.ClusterEnabled == true
            ? KeyspaceText.Primaries(await AskAsync(endpoint, certificateName, cancellationToken, "CLUSTER", "NODES"), endpoint)
            : [(endpoint, [])];
        var counts = new ShardKeyCount[primaries.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, counts.Length, limits, async (index, token) =>
        {
            var (keys, expiring) = KeyspaceText.Count(await AskAsync(primaries[index].Server, certificateName, token, "INFO", "keyspace"));
            counts[index] = new ShardKeyCount(primaries[index].Slots, keys, expiring);
        });
        return counts;
    }

    private static async Task<string> AskAsync(
        CacheServer server, string? certificateName, CancellationToken cancellationToken, params string[] command)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestAnswer);
        await using var client = await RespClient.ConnectAsync(server, certificateName, limit.Token);
        return await client.CallAsync(limit.Token, command);
    }
}

/// <summary>Keys of a cache, by shard.</summary>
/// <param name="Shards">In no order; empty where they were not counted.</param>
/// <param name="NotDoneBecause">Why they were not counted; null where they were.</param>
public sealed record KeyCount(IReadOnlyList<ShardKeyCount> Shards, string? NotDoneBecause)
{
    internal static KeyCount NotDone(string because) => new([], because);
}

/// <summary>Keys of one primary.</summary>
/// <param name="Slots">Its slots; none with cluster mode disabled.</param>
/// <param name="Keys">All keys, those with a time to live too.</param>
/// <param name="Expiring">Keys with a time to live.</param>
public sealed record ShardKeyCount(IReadOnlyList<SlotRange> Slots, long Keys, long Expiring);
