using System.Runtime.CompilerServices;

namespace CacheBackup.UnitTests.Support;

/// <summary>Where the source tree is.</summary>
internal static class SourceTree
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
