using System.Globalization;
using System.Text;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>What a file itself says about the caches it may seed: its format, and whether it is a shard of a cluster.</summary>
internal sealed class SeedFormat(SavedFiles saved)
{
    // REDIS and 4 digits, or VALKEY and 3.
    private const int HeaderBytes = 9;

    /// <exception cref="SeedFailedException">The cache's engine is older than the file, or has not the cluster mode it needs.</exception>
    public async Task CheckAsync(SeedFile seed, CacheSettings target, bool clusterEnabled, CancellationToken cancellationToken)
    {
        var by = saved.Find(seed.File);
        var newest = EngineVersions.RdbFormat(target.Engine, target.EngineVersion);
        var format = by is null
            ? await HeaderAsync(seed.File, cancellationToken)
            : EngineVersions.RdbFormat(by.Settings.Engine, by.Settings.EngineVersion);
        if (format > newest)
        {
            throw SeedFailedException.Of(
                $"{seed.Name} has version {format} of the RDB format, and {target.Engine} {target.EngineVersion} reads up to {newest}.");
        }

        if (!clusterEnabled && (by?.ClusterEnabled ?? await NamesSlotsAsync(seed.File, cancellationToken)))
        {
            throw SeedFailedException.Of(
                $"{seed.Name} is of a cache with cluster mode enabled and cannot seed one with cluster mode disabled.");
        }
    }

    /// <summary>The version in the header; 0 where there is none, which the engine then refuses in its own words.</summary>
    private static async Task<int> HeaderAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        var head = new byte[HeaderBytes];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.ASCII.GetString(head, 0, read);
        var digits = text.StartsWith("REDIS", StringComparison.Ordinal) ? text[5..]
            : text.StartsWith("VALKEY", StringComparison.Ordinal) ? text[6..]
            : "";
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    /// <summary>Engines from Valkey 8 and Redis 8 on write a shard's slots into its file.</summary>
    private static async Task<bool> NamesSlotsAsync(FileInfo file, CancellationToken cancellationToken)
    {
        using var source = new FileRdbSource(File.OpenHandle(file.FullName));
        var verifier = new RdbVerifier(new RdbVerifierOptions(VerificationLevel.Quick, DateTimeOffset.UnixEpoch));
        return (await new RdbReader(source, verifier).VerifyAsync(cancellationToken: cancellationToken)).Slots.Count > 0;
    }
}
