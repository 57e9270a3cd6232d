namespace CacheBackup.Core.Snapshots;

/// <summary>
/// The snapshot statuses this tool acts on. <see cref="Exporting"/> and <see cref="Failed"/> are in no API model, and
/// there may be others: an unknown status means that ElastiCache is still working.
/// </summary>
public static class SnapshotStatus
{
    /// <summary>Being taken.</summary>
    public const string Creating = "creating";

    /// <summary>Complete, and nothing is being done with it.</summary>
    public const string Available = "available";

    /// <summary>Being written to a bucket.</summary>
    public const string Exporting = "exporting";

    /// <summary>It will never be available.</summary>
    public const string Failed = "failed";

    /// <summary>Being removed.</summary>
    public const string Deleting = "deleting";

    /// <summary>Whether the snapshot is lost: it will never be available (again).</summary>
    public static bool IsLost(string? status) => status is null or Failed or Deleting;
}
