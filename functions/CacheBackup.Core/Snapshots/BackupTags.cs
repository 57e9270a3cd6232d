using System.Text;
using Amazon.ElastiCache.Model;

namespace CacheBackup.Core.Snapshots;

/// <summary>The tags by which a run recognises a snapshot as its own.</summary>
public static class BackupTags
{
    /// <summary>Key of the tag that holds the backup id: what ownership is decided by.</summary>
    public const string BackupId = "cache-backup:backup-id";

    /// <summary>Key of the tag that leads a person from the snapshot to the execution.</summary>
    public const string Execution = "cache-backup:execution";

    // The limit of a tag's value. Its characters are fewer too than those of an execution's name.
    private const int LongestValue = 256;

    /// <summary>The tags of a snapshot that a run creates.</summary>
    public static List<Tag> Of(string backupId, string executionId) =>
        [new Tag { Key = BackupId, Value = backupId }, new Tag { Key = Execution, Value = Allowed(executionId) }];

    /// <summary>Whether these are the tags of a snapshot that the run of this backup id created.</summary>
    public static bool AreOf(string backupId, IEnumerable<Tag> tags) => tags.Any(tag => tag.Key == BackupId && tag.Value == backupId);

    /// <summary>A text without the characters no tag may have, at most 256 long.</summary>
    internal static string Allowed(string value)
    {
        var allowed = new StringBuilder(value.Length);
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, LongestValue)))
        {
            allowed.Append(char.IsAsciiLetterOrDigit(character) || " _./=+:-@".Contains(character) ? character : '_');
        }

        return allowed.ToString();
    }
}
