using System.Net;
using System.Net.Sockets;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Hands out free ports whose cluster bus port (+10000, the servers' own rule) is free too.</summary>
/// <remarks>
/// Both lie below the ephemeral range (32768 on Linux), where the kernel could give them to an outgoing connection
/// between this check and the server's bind. Another process may still win that race: the launcher retries.
/// </remarks>
internal static class ServerPorts
{
    /// <summary>From a server's port to its cluster bus.</summary>
    public const int ToClusterBus = 10_000;

    private const int First = 12_000;
    private const int Last = 20_000;
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];

    public static int Take()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < Last - First; attempt++)
            {
                var port = Random.Shared.Next(First, Last);
                if (!Taken.Contains(port) && IsFree(port) && IsFree(port + ToClusterBus))
                {
                    Taken.Add(port);
                    return port;
                }
            }
        }

        throw new IOException($"No free TCP port on 127.0.0.1 between {First} and {Last}.");
    }

    public static void Release(int port)
    {
        lock (Gate)
        {
            Taken.Remove(port);
        }
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
