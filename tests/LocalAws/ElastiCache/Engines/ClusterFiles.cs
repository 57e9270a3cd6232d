using System.Security.Cryptography;
using System.Text;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>One node of a cluster to be.</summary>
/// <param name="Slots">What its shard serves, such as <c>0-5460</c>.</param>
/// <param name="Primary">Index of its shard's primary among all nodes; its own when it is the primary.</param>
internal sealed record ClusterMember(string Slots, int Primary);

/// <summary>
/// Writes each node's <c>nodes.conf</c> as the nodes themselves would after they met, so that a cluster comes up whole:
/// meeting by command leaves roles and slots to gossip, which takes seconds to reach everyone.
/// </summary>
internal static class ClusterFiles
{
    /// <summary>The file's name, relative to a server's directory.</summary>
    public const string Name = "nodes.conf";

    /// <param name="members">All nodes.</param>
    /// <param name="directories">Where each will run.</param>
    /// <param name="ports">Where each will listen.</param>
    public static void Write(IReadOnlyList<ClusterMember> members, IReadOnlyList<DirectoryInfo> directories, IReadOnlyList<int> ports)
    {
        var ids = members.Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))).ToList();
        for (var self = 0; self < members.Count; self++)
        {
            var file = new StringBuilder();
            for (var i = 0; i < members.Count; i++)
            {
                file.Append(Line(members, ids, ports, i, isSelf: i == self)).Append('\n');
            }

            file.Append($"vars currentEpoch {members.Count} lastVoteEpoch 0\n");
            File.WriteAllText(Path.Combine(directories[self].FullName, Name), file.ToString());
        }
    }

    /// <summary>Waits until every node serves a complete cluster and every replica follows its primary.</summary>
    /// <remarks>A primary refuses writes for 2 s after its start (CLUSTER_WRITABLE_DELAY): no cluster is ready sooner.</remarks>
    public static Task UntilServingAsync(
        IReadOnlyList<ClusterMember> members, IReadOnlyList<ServerProcess> servers, CancellationToken cancellationToken) =>
        Task.WhenAll(servers.Select(async (server, i) =>
        {
            await Until.TrueAsync(
                $"port {server.Port} to see a complete cluster",
                async () => await server.FieldAsync("cluster_state", ["CLUSTER", "INFO"], cancellationToken) == "ok",
                cancellationToken);
            await (members[i].Primary == i ? Task.CompletedTask : Replication.UntilLinkedAsync(server, cancellationToken));
        }));

    // id address@bus flags primary ping-sent pong-received config-epoch link-state slots
    private static string Line(IReadOnlyList<ClusterMember> members, List<string> ids, IReadOnlyList<int> ports, int node, bool isSelf)
    {
        var (slots, primary) = members[node];
        var isPrimary = primary == node;
        var flags = (isSelf ? "myself," : "") + (isPrimary ? "master" : "slave");
        var address = $"127.0.0.1:{ports[node]}@{ports[node] + ServerPorts.ToClusterBus}";
        var served = isPrimary ? $" {slots.Replace(',', ' ')}" : "";
        return $"{ids[node]} {address} {flags} {(isPrimary ? "-" : ids[primary])} 0 0 {primary + 1} connected{served}";
    }
}
