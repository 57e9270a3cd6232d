using System.Diagnostics;
using System.Net.Sockets;
using CacheBackup.LocalAws.Processes;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>One real <c>redis-server</c> or <c>valkey-server</c> on 127.0.0.1, without persistence of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>What it loads when it starts, relative to its directory.</summary>
    public const string DataFile = "dump.rdb";

    private readonly Process _process;

    private ServerProcess(Process process, DirectoryInfo directory, int port)
    {
        _process = process;
        // A server that cannot load its data examines the file aloud: nobody is to read that here.
        _process.BeginOutputReadLine();
        Directory = directory;
        Port = port;
    }

    /// <summary>Where it keeps its files; deleted with it.</summary>
    public DirectoryInfo Directory { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="program">Full path of the server program.</param>
    /// <param name="directory">An existing directory for it alone. A <see cref="DataFile"/> in it is loaded.</param>
    /// <param name="port">From <see cref="ServerPorts"/>; given back with the process.</param>
    /// <param name="clusterEnabled">Whether it is a node of a cluster, described by a <see cref="ClusterFiles"/> file.</param>
    /// <param name="cancellationToken">Gives up, ending what was started.</param>
    /// <exception cref="ServerEndedException">It ended before it answered.</exception>
    public static async Task<ServerProcess> StartAsync(
        string program, DirectoryInfo directory, int port, bool clusterEnabled, CancellationToken cancellationToken)
    {
        var server = new ServerProcess(await ChildProcesses.StartAsync(Command(program, directory, port, clusterEnabled)), directory, port);
        try
        {
            await Until.TrueAsync($"{program} on port {port}", () => server.AnswersAsync(cancellationToken), cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new connection to it.</summary>
    public Task<RespConnection> ConnectAsync(CancellationToken cancellationToken) =>
        RespConnection.ConnectAsync("127.0.0.1", Port, cancellationToken);

    /// <summary>One command over a connection of its own.</summary>
    /// <exception cref="RespException">The server answered an error.</exception>
    public async Task<RespValue> CallAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await connection.CallAsync(command, cancellationToken);
    }

    /// <summary>A field of <c>INFO</c> or <c>CLUSTER INFO</c>, or null when the reply has none of that name.</summary>
    public async Task<string?> FieldAsync(string field, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(command, cancellationToken);
        var line = reply.Text.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{field}:", StringComparison.Ordinal));
        return line?[(field.Length + 1)..];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // The tree: a background save is a child of the server.
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        ServerPorts.Release(Port);
        Directory.Delete(recursive: true);
    }

    private static ProcessStartInfo Command(string program, DirectoryInfo directory, int port, bool clusterEnabled)
    {
        string[] settings =
        [
            "--bind", "127.0.0.1", "--port", $"{port}", "--daemonize", "no",
            "--dir", directory.FullName, "--logfile", LogFile(directory),
            "--save", "", "--appendonly", "no", "--repl-backlog-size", "64kb",
            "--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0",
            // A cluster lists a replica to clients only once its offset is above 0: a ping a second gets it there without writes.
            "--repl-ping-replica-period", "1",
        ];
        string[] cluster = ["--cluster-enabled", "yes", "--cluster-config-file", ClusterFiles.Name, "--cluster-announce-ip", "127.0.0.1"];
        return new ProcessStartInfo(program, clusterEnabled ? [.. settings, .. cluster] : settings)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
    }

    private static string LogFile(DirectoryInfo directory) => Path.Combine(directory.FullName, "server.log");

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process.HasExited)
        {
            var log = File.Exists(LogFile(Directory)) ? await File.ReadAllTextAsync(LogFile(Directory), cancellationToken) : "no log";
            throw new ServerEndedException(Port, _process.ExitCode, log);
        }

        try
        {
            return (await CallAsync(["PING"], cancellationToken)).Text == "PONG";
        }
        catch (Exception error) when (error is SocketException or IOException or RespException)
        {
            return false;
        }
    }
}
