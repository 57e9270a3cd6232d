using System.Net;
using System.Net.Sockets;

namespace CacheBackup.UnitTests.Standins;

/// <summary>HttpListener cannot choose a free port itself.</summary>
internal static class LocalPort
{
    /// <returns>Host and port.</returns>
    public static string Listen(HttpListener listener)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var endpoint = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        listener.Prefixes.Add($"http://{endpoint}/");
        listener.Start();
        return endpoint;
    }
}
