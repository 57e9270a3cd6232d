using CacheBackup.LocalAws.Processes;

namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Which server program on this machine plays an engine.</summary>
/// <remarks>
/// <c>valkey</c> prefers <c>valkey-server</c> and <c>redis</c> prefers <c>redis-server</c>; each falls back to the other,
/// whose commands and snapshot files are the same. The engine version a cache reports is the one asked for, not the program's.
/// </remarks>
internal static class EngineProgram
{
    /// <summary>Full path, or null when neither is installed.</summary>
    public static string? Find(string engine) => engine == "valkey"
        ? ChildProcesses.FindProgram("valkey-server") ?? ChildProcesses.FindProgram("redis-server")
        : ChildProcesses.FindProgram("redis-server") ?? ChildProcesses.FindProgram("valkey-server");
}
