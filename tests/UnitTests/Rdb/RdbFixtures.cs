using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CacheBackup.UnitTests.Rdb;

/// <summary>A test that needs the shared fixtures: skipped where they are absent, except in CI.</summary>
public sealed class FixtureFactAttribute : FactAttribute
{
    public FixtureFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    {
        _ = (sourceFilePath, sourceLineNumber);
        if (RdbFixtures.Directory is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "needs ../shared/fixtures beside the project, or the directory in CACHE_BACKUP_FIXTURES";
        }
    }
}

/// <summary>RDB files that nobody here wrote, with what is known of each.</summary>
internal static class RdbFixtures
{
    private const string Solution = "CacheBackupLambdas.sln";

    public static string? Directory { get; } = Find();

    public static IReadOnlyList<Fixture> Public { get; } = Load("public");

    public static IReadOnlyList<Fixture> Generated { get; } = Load("generated");

    public static IReadOnlyList<Fixture> Mutations { get; } = Load("mutations");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CACHE_BACKUP_FIXTURES") is { Length: > 0 } set)
        {
            return Path.Combine(set, "rdb");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                var fixtures = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "fixtures", "rdb"));
                return System.IO.Directory.Exists(fixtures) ? fixtures : null;
            }
        }

        return null;
    }

    private static Fixture[] Load(string kind)
    {
        if (Directory is null)
        {
            return [];
        }

        var folder = Path.Combine(Directory, kind);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        return [.. manifest.RootElement.EnumerateArray().Select(facts => new Fixture(folder, facts.Clone()))];
    }
}

/// <summary>One file and its row of the manifest.</summary>
internal sealed record Fixture(string Folder, JsonElement Facts)
{
    public string File => Facts.GetProperty("file").GetString()!;

    public byte[] Bytes => System.IO.File.ReadAllBytes(Path.Combine(Folder, File));

    public bool HasVerdict(string verdict) => Facts.GetProperty("verdict").GetString() == verdict;

    public long? Number(string name) =>
        Facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    public override string ToString() => File;
}
