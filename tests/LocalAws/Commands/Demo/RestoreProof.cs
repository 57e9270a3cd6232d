using Amazon.S3;
using CacheBackup.LocalAws.ElastiCache.Engines;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>A shard as it lives in the cache and as it came out of its copied file.</summary>
/// <param name="Name">Name of the file, without its extension.</param>
/// <param name="Live">What the shard's primary holds.</param>
/// <param name="Restored">What a fresh server held after it had loaded the file.</param>
public sealed record ShardProof(string Name, Keyspace Live, Keyspace Restored)
{
    /// <summary>Whether every key, value and expiry is the same.</summary>
    public bool IsEqual => Live.IsSameAs(Restored);
}

/// <summary>Loads copied files into fresh servers and compares them, key by key, with the live cache.</summary>
/// <param name="s3">A client of the Region of the copies.</param>
/// <param name="scratch">Where servers and files may live for a moment.</param>
internal sealed class RestoreProof(IAmazonS3 s3, DirectoryInfo scratch)
{
    /// <summary>Downloads one file, loads it, compares it.</summary>
    /// <exception cref="IOException">The server would not load it; the message ends with its log.</exception>
    public async Task<ShardProof> OfAsync(LiveShard live, string bucket, string key, CancellationToken cancellationToken)
    {
        var directory = scratch.CreateSubdirectory($"proof-{Guid.NewGuid():N}");
        using (var file = await s3.GetObjectAsync(bucket, key, cancellationToken))
        {
            await file.WriteResponseStreamToFileAsync(Path.Combine(directory.FullName, "dump.rdb"), append: false, cancellationToken);
        }

        var program = EngineProgram.Find("valkey")
            ?? throw new CommandException("Neither valkey-server nor redis-server is on the PATH.", "Run make setup.");
        await using var server = await ServerProcess.StartAsync(
            program, directory, ServerPorts.Take(), clusterEnabled: false, cancellationToken);
        await using var connection = await server.ConnectAsync(cancellationToken);
        var restored = await new KeyspaceReader(connection).ReadAsync(cancellationToken);
        return new ShardProof(Path.GetFileNameWithoutExtension(key), await live.ReadAsync(cancellationToken), restored);
    }
}
