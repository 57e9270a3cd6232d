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
        // A replica's first synchronisation may have left a file of this name: the one we wait for must be ours.
        var dump = Path.Combine(server.Directory.FullName, "dump.rdb");
        File.Delete(dump);
        await server.CallAsync(["BGSAVE", "SCHEDULE"], cancellationToken);
        await Until.TrueAsync(
            $"the background save on port {server.Port}",
            async () =>
            {
                var status = await server.FieldAsync("rdb_last_bgsave_status", ["INFO", "persistence"], cancellationToken);
                return status == "ok" ? File.Exists(dump) : throw new IOException($"BGSAVE on port {server.Port} ended with status '{status}'.");
            },
            cancellationToken);
        File.Move(dump, target.FullName);
        var used = await server.FieldAsync("used_memory", ["INFO", "memory"], cancellationToken);
        return new SavedFile(new FileInfo(target.FullName), long.Parse(used!));
    }
}
