using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CacheBackup.Benchmarks;

/// <summary>A running <c>moto_server</c>, the usual emulator of S3 in Python tests.</summary>
internal sealed class MotoServer : IDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <returns>Null where it is not installed.</returns>
    /// <exception cref="TimeoutException">It does not answer within 30 s.</exception>
    public static async Task<MotoServer?> StartAsync()
    {
        var endpoint = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("moto_server", ["--host", endpoint.Host, "--port", $"{endpoint.Port}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new MotoServer(process, endpoint);
        await server.UntilReadyAsync();
        return server;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Endpoint, "/moto-api/"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        Dispose();
        throw new TimeoutException($"moto_server did not answer on {Endpoint} within 30 s.");
    }
}
