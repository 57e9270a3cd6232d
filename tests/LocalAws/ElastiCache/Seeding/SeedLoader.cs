using System.Globalization;
using CacheBackup.LocalAws.ElastiCache.Engines;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>Loads a file into a server of its own, for a while.</summary>
internal sealed class SeedLoader(ServerLauncher launcher)
{
    /// <exception cref="SeedFailedException">The server refuses the file.</exception>
    public async Task<ServerProcess> LoadAsync(SeedFile file, SeedTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return (await launcher.StartAsync(target.Settings.Engine, [new NewServer("loader", file.File)], [], cancellationToken))[0];
        }
        catch (ServerEndedException ended)
        {
            throw SeedFailedException.Of($"{file.Name} cannot be loaded: {ended.Reason}");
        }
    }

    /// <exception cref="SeedFailedException">The file has databases the cache will not have.</exception>
    public static async Task RequireDatabasesAsync(
        ServerProcess server, SeedFile file, SeedTarget target, CancellationToken cancellationToken)
    {
        // One line per database that is not empty: db0:keys=12,expires=3,avg_ttl=0
        var lines = (await server.CallAsync(["INFO", "keyspace"], cancellationToken)).Text.Split("\r\n");
        var other = lines.FirstOrDefault(line =>
            line.StartsWith("db", StringComparison.Ordinal) && !line.StartsWith("db0:", StringComparison.Ordinal));
        if (target.ClusterEnabled && other is not null)
        {
            throw SeedFailedException.Of(
                $"{file.Name} has keys in database {other[2..other.IndexOf(':')]}, and a cluster has database 0 only.");
        }
    }

    /// <summary>Memory the data takes, in bytes, that of the empty server included.</summary>
    public static async Task<long> UsedBytesAsync(ServerProcess server, CancellationToken cancellationToken) =>
        long.Parse((await server.FieldAsync("used_memory", ["INFO", "memory"], cancellationToken))!, CultureInfo.InvariantCulture);
}
