namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>The statuses of caches and snapshots, as AWS spells them.</summary>
internal static class Status
{
    public const string Available = "available";
    public const string Creating = "creating";
    public const string CreateFailed = "create-failed";
    public const string Deleting = "deleting";
    public const string Exporting = "exporting";
    public const string Failed = "failed";
    public const string RestoreFailed = "restore-failed";
    public const string Restoring = "restoring";
    public const string Snapshotting = "snapshotting";
}
