namespace CacheBackup.LocalAws.Commands;

/// <summary>The checkout this program was built from.</summary>
public static class Repository
{
    /// <summary>The directory of the solution file.</summary>
    /// <exception cref="DirectoryNotFoundException">The program was moved out of its checkout.</exception>
    public static DirectoryInfo Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static DirectoryInfo Find(DirectoryInfo? directory)
    {
        for (; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "CacheBackupLambdas.sln")))
            {
                return directory;
            }
        }

        throw new DirectoryNotFoundException($"CacheBackupLambdas.sln is in no directory above {AppContext.BaseDirectory}.");
    }
}
