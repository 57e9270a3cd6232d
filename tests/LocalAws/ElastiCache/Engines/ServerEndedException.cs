namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>A server ended before it answered.</summary>
internal sealed class ServerEndedException(int port, int exitCode, string log)
    : IOException($"The server on port {port} ended with exit code {exitCode}: {log}")
{
    // The servers mark what is serious with a number sign; these lines are no reason to end.
    private const string Serious = " # ";
    private static readonly string[] Harmless = ["WARNING", "version=", "Server initialized", "Configuration loaded", "oO0OoO0OoO0Oo"];

    /// <summary>Another process listens where it was to listen.</summary>
    public bool PortWasTaken => Message.Contains("Address already in use", StringComparison.Ordinal);

    /// <summary>The server's own words for why it ended; its exit code where it gave none.</summary>
    public string Reason { get; } = log.Split('\n')
        .Where(line => line.Contains(Serious, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(Serious, StringComparison.Ordinal) + Serious.Length)..].Trim())
        .FirstOrDefault(text => text.Length > 0 && !Harmless.Any(known => text.Contains(known, StringComparison.Ordinal)))
        ?? $"The engine ended with exit code {exitCode}.";
}
