namespace CacheBackup.Core.Restores;

/// <summary>The statuses of groups and nodes this tool acts on. Any other one means that ElastiCache is still working.</summary>
internal static class CacheStatus
{
    public const string Available = "available";
    public const string Deleting = "deleting";

    // Of groups and of nodes: which of them gets which is not documented.
    private const string CreateFailed = "create-failed";
    private const string RestoreFailed = "restore-failed";

    /// <summary>Whether the cache will never be available.</summary>
    public static bool IsLost(string? status) => HasFailed(status) || status is null or Deleting;

    /// <summary>Whether ElastiCache gave it up.</summary>
    public static bool HasFailed(string? status) => status is CreateFailed or RestoreFailed;
}
