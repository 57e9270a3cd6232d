using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CacheBackup.Rdb;

/// <summary>Engines that load RDB files.</summary>
public enum RdbEngine
{
    Redis,
    Valkey,
}

/// <summary>The cache a file is meant for.</summary>
/// <param name="Engine">Its engine.</param>
/// <param name="Major">First number of its version.</param>
/// <param name="Minor">Second number of its version. ElastiCache's redis 7.1 reads what Redis 7.0 reads.</param>
public sealed record RdbTarget(RdbEngine Engine, int Major, int Minor)
{
    /// <summary>Whether cluster mode is enabled; null where nobody said.</summary>
    public bool? ClusterMode { get; init; }

    /// <summary>
    /// Whether the files come from this very cache: what an engine wrote it also reads, so formats, types, modules, databases
    /// and the counters of streams are noted, not held against it.
    /// </summary>
    public bool IsOrigin { get; init; }

    /// <summary>Databases it has; a cache with cluster mode has one.</summary>
    public int Databases { get; init; } = 16;

    /// <summary>Data types of the modules it has, such as <c>ReJSON-RL</c>.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Reads <c>redis:7.1</c> or <c>valkey:8</c>.</summary>
    /// <returns>False where text is not an engine and a version whose formats are known (redis from 2.6, valkey from 7.2).</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RdbTarget? target)
    {
        target = null;
        var parts = (text ?? "").Split(':');
        var numbers = parts[^1].Split('.');
        if (parts.Length != 2 || numbers.Length > 3 || !TryEngine(parts[0], out var engine) || !numbers.All(IsNumber))
        {
            return false;
        }

        var read = new RdbTarget(engine, Number(numbers, 0), Number(numbers, 1));
        target = FormatSupport.NewestRedisFormat(read) > 0 ? read : null;
        return target is not null;
    }

    public override string ToString() => $"{(Engine == RdbEngine.Redis ? "redis" : "valkey")}:{Major}.{Minor}";

    internal bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    private static bool TryEngine(string name, out RdbEngine engine)
    {
        engine = name == "valkey" ? RdbEngine.Valkey : RdbEngine.Redis;
        return name is "redis" or "valkey";
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int Number(string[] numbers, int at) => at < numbers.Length ? int.Parse(numbers[at], CultureInfo.InvariantCulture) : 0;
}
