namespace CacheBackup.Core.Restores;

/// <summary>How ElastiCache names engine versions and their default parameter groups (user guide, November 2026).</summary>
internal static class EngineNames
{
    /// <summary>The version as a request may name it: two numbers, but all three of Redis OSS before 6.</summary>
    public static string VersionFor(string engine, string version)
    {
        var parts = version.TrimEnd('x', '.').Split('.');
        return engine == "redis" && Major(version) < 6 ? string.Join('.', parts) : string.Join('.', parts.Take(2));
    }

    /// <summary>The family of parameter groups, such as <c>redis6.x</c>.</summary>
    public static string FamilyOf(string engine, string version) => (engine, Major(version)) switch
    {
        ("redis", 6) => "redis6.x",
        ("redis", < 6) => $"redis{string.Join('.', version.Split('.').Take(2))}",
        var (_, major) => $"{engine}{major}",
    };

    /// <summary>The parameter group that every account has.</summary>
    public static string DefaultGroupOf(string engine, string version, bool clusterMode) =>
        $"default.{FamilyOf(engine, version)}{(clusterMode ? ".cluster.on" : "")}";

    /// <summary>Whether one version of an engine is older than another.</summary>
    public static bool IsOlder(string version, string than)
    {
        var (left, right) = (Numbers(version), Numbers(than));
        return left[0] != right[0] ? left[0] < right[0] : left[1] < right[1];
    }

    private static int Major(string version) => Numbers(version)[0];

    private static int[] Numbers(string version)
    {
        var parts = version.Split('.');
        return [Number(parts, 0), Number(parts, 1)];
    }

    private static int Number(string[] parts, int at) => at < parts.Length && int.TryParse(parts[at], out var number) ? number : 0;
}
