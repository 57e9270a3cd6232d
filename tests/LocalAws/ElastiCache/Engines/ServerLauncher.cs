namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>A server to be.</summary>
/// <param name="Id">The node it plays.</param>
/// <param name="Data">The <c>.rdb</c> it starts with; null for an empty one.</param>
internal sealed record NewServer(string Id, FileInfo? Data);

/// <summary>Starts the servers of one cache side by side.</summary>
internal sealed class ServerLauncher(Backend backend)
{
    private const int Attempts = 3;

    /// <summary>Starts servers and waits until all answer, their data loaded.</summary>
    /// <param name="engine"><c>redis</c> or <c>valkey</c>.</param>
    /// <param name="nodes">The servers.</param>
    /// <param name="cluster">Their parts in a cluster, one each; empty outside cluster mode.</param>
    /// <param name="cancellationToken">Gives up, ending what was started.</param>
    /// <exception cref="ServerEndedException">One ended before it answered: its data cannot be loaded, for example.</exception>
    /// <exception cref="IOException">No server program is installed.</exception>
    public async Task<IReadOnlyList<ServerProcess>> StartAsync(
        string engine, IReadOnlyList<NewServer> nodes, IReadOnlyList<ClusterMember> cluster, CancellationToken cancellationToken)
    {
        var program = EngineProgram.Find(engine)
            ?? throw new IOException("Neither redis-server nor valkey-server is on PATH. HINT: install one of them.");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStartAsync(program, nodes, cluster, cancellationToken);
            }
            catch (ServerEndedException ended) when (ended.PortWasTaken && attempt < Attempts)
            {
                // Ports are checked, not reserved.
            }
        }
    }

    private async Task<IReadOnlyList<ServerProcess>> TryStartAsync(
        string program, IReadOnlyList<NewServer> nodes, IReadOnlyList<ClusterMember> cluster, CancellationToken cancellationToken)
    {
        var directories = nodes.Select(Directory).ToList();
        var ports = nodes.Select(_ => ServerPorts.Take()).ToList();
        if (cluster.Count > 0)
        {
            ClusterFiles.Write(cluster, directories, ports);
        }

        var inCluster = cluster.Count > 0;
        var starting = directories
            .Zip(ports, (directory, port) => ServerProcess.StartAsync(program, directory, port, inCluster, cancellationToken)).ToList();
        try
        {
            return await Task.WhenAll(starting);
        }
        catch
        {
            var started = starting.Where(start => start.IsCompletedSuccessfully);
            await Task.WhenAll(started.Select(async start => await (await start).DisposeAsync()));
            throw;
        }
    }

    private DirectoryInfo Directory(NewServer node)
    {
        var directory = backend.NewDirectory(node.Id);
        node.Data?.CopyTo(Path.Combine(directory.FullName, ServerProcess.DataFile));
        return directory;
    }
}
