using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>What a background save left behind.</summary>
/// <param name="UsedBytes">The server's memory for data and overhead, as <c>INFO memory</c> counts it.</param>
internal sealed record SavedFile(FileInfo File, long UsedBytes);

/// <summary>Takes a server's <c>.rdb</c> the way ElastiCache does: by a forked save.</summary>
internal static class BackgroundSave
{
    /// <summary>Runs <c>BGSAVE</c> and moves the file out of the server's directory.</summary>
    /// <param name="server">The node to save: a replica where the shard has one.</param>
    /// <param name="target">Where the file goes; its directory exists, on the same file system.</param>
    /// <param name="cancellationToken">Stops waiting; the save itself runs on.</param>
    /// <exception cref="IOException">The save failed.</exception>
    public static async Task<SavedFile> TakeAsync(ServerProcess server, FileInfo target, CancellationToken cancellationToken)
    {
        var dump = Path.Combine(server.Directory.FullName, ServerProcess.DataFile);
        var port = server.Port;
        await Until.TrueAsync($"port {port} to begin a save", () => TryBeginAsync(server, dump, cancellationToken), cancellationToken);
        await Until.TrueAsync($"the save on port {port}", () => IsDoneAsync(server, dump, cancellationToken), cancellationToken);
        File.Move(dump, target.FullName);
        var used = await server.FieldAsync("used_memory", ["INFO", "memory"], cancellationToken);
        return new SavedFile(new FileInfo(target.FullName), long.Parse(used!));
    }

    private static async Task<bool> TryBeginAsync(ServerProcess server, string dump, CancellationToken cancellationToken)
    {
        // A replica's first synchronisation may have left a file of this name: the one we wait for must be ours.
        File.Delete(dump);
        try
        {
            await server.CallAsync(["BGSAVE", "SCHEDULE"], cancellationToken);
            return true;
        }
        catch (RespException error) when (error.Message.Contains("in progress", StringComparison.Ordinal))
        {
            // The one before, or a replica's synchronisation, is not reaped yet.
            return false;
        }
    }

    private static async Task<bool> IsDoneAsync(ServerProcess server, string dump, CancellationToken cancellationToken)
    {
        var persistence = (await server.CallAsync(["INFO", "persistence"], cancellationToken)).Text;
        return persistence.Contains("rdb_last_bgsave_status:ok", StringComparison.Ordinal)
            ? File.Exists(dump) && persistence.Contains("rdb_bgsave_in_progress:0", StringComparison.Ordinal)
            : throw new IOException($"The background save on port {server.Port} failed; its log is {server.Directory}/server.log.");
    }
}
