using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>The engines, their versions, and the parameter group family of each.</summary>
internal static class EngineVersions
{
    // The number is the newest RDB format the version reads, which is also the one it writes.
    private static readonly (string Engine, string Asked, string Full, string Family, int Rdb)[] Table =
    [
        ("redis", "5.0.6", "5.0.6", "redis5.0", 9),
        ("redis", "6.0", "6.0.5", "redis6.x", 9),
        ("redis", "6.2", "6.2.6", "redis6.x", 9),
        ("redis", "7.0", "7.0.7", "redis7", 10),
        ("redis", "7.1", "7.1.0", "redis7", 10),
        ("valkey", "7.2", "7.2.6", "valkey7", 11),
        ("valkey", "8.0", "8.0.1", "valkey8", 11),
        ("valkey", "8.1", "8.1.0", "valkey8", 11),
        ("memcached", "1.6.12", "1.6.12", "memcached1.6", 0),
        ("memcached", "1.6.22", "1.6.22", "memcached1.6", 0),
    ];

    /// <summary>The full version and the family; the newest version when none is asked for.</summary>
    /// <exception cref="ServiceError">There is no such engine or version.</exception>
    public static (string Version, string Family) Find(string engine, string? asked)
    {
        var known = Table.Where(row => row.Engine == engine).ToList();
        if (known.Count == 0)
        {
            throw ServiceError.InvalidValue($"Invalid cache engine: {engine}");
        }

        var row = asked is null ? known[^1] : known.Find(row => row.Asked == asked || row.Full == asked);
        return row.Engine is null
            ? throw ServiceError.InvalidCombination($"Cannot find version {asked} for {engine}")
            : (row.Full, row.Family);
    }

    /// <summary>The newest RDB format that an engine of a full version reads, such as 10 for <c>REDIS0010</c>.</summary>
    public static int RdbFormat(string engine, string version) =>
        Array.Find(Table, row => row.Engine == engine && row.Full == version).Rdb;

    /// <summary>Whether what one cache saved may be restored to another: the same engine not older, or Redis OSS to Valkey.</summary>
    public static bool CanRestore(CacheSettings saved, CacheSettings target) =>
        (saved.Engine, target.Engine) is ("redis", "valkey")
        || (saved.Engine == target.Engine && Version.Parse(saved.EngineVersion) <= Version.Parse(target.EngineVersion));

    /// <summary>Checks a parameter group against the engine's family: only the default groups exist here.</summary>
    /// <exception cref="ServiceError">It does not exist, or is of another family.</exception>
    public static void RequireFamily(string parameterGroup, string family)
    {
        var group = Table.Select(row => row.Family).Distinct()
            .FirstOrDefault(known => parameterGroup == $"default.{known}"
                || (HasClusterMode(known) && parameterGroup == $"default.{known}.cluster.on"))
            ?? throw ServiceError.NotFound("CacheParameterGroupNotFound", $"CacheParameterGroup not found: {parameterGroup}");
        if (group != family)
        {
            throw ServiceError.InvalidCombination($"Expected a parameter group of family {family} but found one of family {group}");
        }
    }

    private static bool HasClusterMode(string family) => !family.StartsWith("memcached", StringComparison.Ordinal);
}
