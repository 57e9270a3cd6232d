using System.Net;
using System.Net.Sockets;

namespace CacheBackup.UnitTests.Standins;

/// <summary>HttpListener cannot choose a free port itself.</summary>
internal static class LocalPort
{
    private const int Attempts = 10;

    /// <param name="endpoint">Host and port.</param>
    public static HttpListener Listen(out string endpoint)
    {
        for (var attempt = 1; ; attempt++)
        {
            endpoint = $"127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{endpoint}/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                // Somebody else took the port in between.
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
