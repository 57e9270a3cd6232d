namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Starts the servers of one cache side by side.</summary>
internal sealed class ServerLauncher(Backend backend)
{
    private const int Attempts = 3;

    /// <summary>Starts one server per id and waits until all answer.</summary>
    /// <param name="engine"><c>redis</c> or <c>valkey</c>.</param>
    /// <param name="ids">The nodes.</param>
    /// <param name="cluster">Their parts in a cluster, one each; empty outside cluster mode.</param>
    /// <param name="cancellationToken">Gives up, ending what was started.</param>
    /// <exception cref="IOException">No server program is installed, or one ended before it answered.</exception>
    public async Task<IReadOnlyList<ServerProcess>> StartAsync(
        string engine, IReadOnlyList<string> ids, IReadOnlyList<ClusterMember> cluster, CancellationToken cancellationToken)
    {
        var program = EngineProgram.Find(engine)
            ?? throw new IOException("Neither redis-server nor valkey-server is on PATH. HINT: install one of them.");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStartAsync(program, ids, cluster, cancellationToken);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Most likely a port was taken meanwhile: they are checked, not reserved.
            }
        }
    }

    private async Task<IReadOnlyList<ServerProcess>> TryStartAsync(
        string program, IReadOnlyList<string> ids, IReadOnlyList<ClusterMember> cluster, CancellationToken cancellationToken)
    {
        var directories = ids.Select(backend.NewDirectory).ToList();
        var ports = ids.Select(_ => ServerPorts.Take()).ToList();
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
}
