using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb;

/// <summary>Which formats and types an engine's version reads.</summary>
internal static class FormatSupport
{
    // The last format that both engines have in common; Valkey refuses Redis's later ones.
    private const int LastCommonFormat = 11;

    // Version of Redis, and the format it writes: it reads all before.
    private static readonly (int Major, int Minor, int Format)[] RedisFormats =
    [
        (8, 6, 13), (7, 4, 12), (7, 2, 11), (7, 0, 10), (5, 0, 9), (4, 0, 8), (3, 2, 7), (2, 6, 6),
    ];

    private static readonly (int Major, int Minor, int Format)[] ValkeyFormats = [(9, 2, 81), (9, 0, 80)];

    /// <summary>The newest format with Redis's magic that a target reads; 0 for a target nobody knows.</summary>
    public static int NewestRedisFormat(RdbTarget target) => target.Engine == RdbEngine.Redis
        ? Newest(RedisFormats, target)
        : target.IsAtLeast(7, 2) ? LastCommonFormat : 0;

    /// <summary>The newest format with Valkey's magic that a target reads; 0 where it reads none.</summary>
    public static int NewestValkeyFormat(RdbTarget target) => target.Engine == RdbEngine.Valkey ? Newest(ValkeyFormats, target) : 0;

    /// <summary>The format that brought a type.</summary>
    public static int FormatOf(int type, bool isValkey) => type switch
    {
        RdbFormat.Stream1 => 9,
        5 or RdbFormat.ModuleType => 8,
        14 => 7,
        22 when isValkey => RdbFormat.FirstValkey,
        >= 22 => RdbFormat.FirstRedisWithExpiringFields,
        20 or RdbFormat.Stream3 => 11,
        >= 16 => 10,
        _ => 1,
    };

    private static int Newest((int Major, int Minor, int Format)[] formats, RdbTarget target) =>
        formats.FirstOrDefault(format => target.IsAtLeast(format.Major, format.Minor)).Format;
}
