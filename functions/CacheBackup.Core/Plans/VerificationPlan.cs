using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Plans;

/// <summary>How every file of a run is verified: the same from the first invocation to the last.</summary>
/// <param name="Level">How much of a file is looked at.</param>
/// <param name="Target">The cache the files are judged for; null where the rules of the source's engine are not known.</param>
/// <param name="AllowUnverified">Whether files without a checksum make a backup.</param>
public sealed record VerificationPlan(VerificationLevel Level, VerificationTarget? Target, bool AllowUnverified)
{
    /// <summary>The engine the request names, or the source's own.</summary>
    public static VerificationPlan Of(VerificationOptions options, SourceCache source)
    {
        // ElastiCache words some versions as 6.x.
        var origin = RdbTarget.TryParse($"{source.Engine}:{source.EngineVersion.TrimEnd('x', '.')}", out var own) ? own : null;
        var target = RdbTarget.TryParse(options.Target, out var asked) ? asked : origin;
        return new VerificationPlan(
            options.Level,
            target is null ? null : new VerificationTarget($"{target}", $"{target}" == $"{origin}", source.ClusterModeEnabled),
            options.AllowUnverified);
    }
}

/// <summary>The cache that files are judged for.</summary>
/// <param name="Engine">Its engine and version, such as <c>valkey:8.1</c>.</param>
/// <param name="IsOrigin">Whether it is what the files come from: then only what no engine loads is held against them.</param>
/// <param name="ClusterMode">Whether it has cluster mode enabled, as the source has.</param>
public sealed record VerificationTarget(string Engine, bool IsOrigin, bool ClusterMode)
{
    // What ElastiCache adds to its engines, by the names in RDB files: its user guide, "JSON" and "Engine versions", November 2026.
    private const string Json = "ReJSON-RL";
    private const string Bloom = "bloomfltr";

    /// <summary>Applies the engine's rules to what was found in a file.</summary>
    public TargetVerdict Judge(RdbReport report) => AsRdbTarget() is { } target
        ? TargetRules.Judge(report, target)
        : throw new ArgumentException($"'{Engine}' is no engine and version.");

    /// <summary>It with the modules that ElastiCache brings; null where its rules are not known.</summary>
    internal RdbTarget? AsRdbTarget() => RdbTarget.TryParse(Engine, out var target)
        ? target with { IsOrigin = IsOrigin, ClusterMode = ClusterMode, Modules = ModulesOf(target) }
        : null;

    private static IReadOnlyList<string> ModulesOf(RdbTarget target) => (target.Engine, target.Major, target.Minor) switch
    {
        (RdbEngine.Valkey, > 8, _) or (RdbEngine.Valkey, 8, >= 1) => [Json, Bloom],
        (RdbEngine.Valkey, _, _) or (RdbEngine.Redis, > 6, _) or (RdbEngine.Redis, 6, >= 2) => [Json],
        _ => [],
    };
}
