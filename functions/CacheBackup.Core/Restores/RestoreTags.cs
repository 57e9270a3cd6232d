using Amazon.ElastiCache.Model;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Core.Restores;

/// <summary>
/// The marks a restore leaves on its cache. By the tags IAM decides what a run may delete. A run knows its own cache by the
/// description, for ElastiCache refuses to tell the tags of a cache that is not available, such as one half made.
/// </summary>
public static class RestoreTags
{
    /// <summary>Key of the tag that holds the restore's id.</summary>
    public const string RestoreId = "cache-backup:restore-id";

    /// <summary>Key of the tag that a drill's cache has besides: the id of the cache it rehearses. A drill may delete no other cache.</summary>
    public const string DrillOf = "cache-backup:drill-of";

    /// <summary>Key of the tag that a cache has which is to be rehearsed. Its owner sets it, so a restored cache keeps it.</summary>
    public const string Drill = "cache-backup:drill";

    /// <summary>The limit of ElastiCache, with the two tags of the restore.</summary>
    public const int Most = 50;

    /// <summary>The tags of the restore itself.</summary>
    public static List<Tag> Of(string restoreId, string executionId) =>
        [new Tag { Key = RestoreId, Value = restoreId }, new Tag { Key = BackupTags.Execution, Value = BackupTags.Allowed(executionId) }];

    /// <summary>Whether AWS or this tool alone sets a tag of this key.</summary>
    public static bool IsReserved(string key) =>
        key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) || (key.StartsWith("cache-backup:", StringComparison.Ordinal) && key != Drill);

    /// <summary>The description of the restore's cache.</summary>
    public static string DescriptionOf(string restoreId) => $"Restored by cache-backup {restoreId}";

    /// <summary>Whether the restore of this id created a cache.</summary>
    public static bool AreOf(string restoreId, ReplicationGroup group) => group.Description == DescriptionOf(restoreId);
}
