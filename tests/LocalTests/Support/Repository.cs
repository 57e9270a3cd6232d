using System.Runtime.CompilerServices;

namespace CacheBackup.LocalTests.Support;

/// <summary>Where the source tree is.</summary>
internal static class Repository
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(SourceDirectory(), "../../.."));

    private static string SourceDirectory([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
