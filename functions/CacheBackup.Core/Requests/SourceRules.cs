using System.Text.RegularExpressions;

namespace CacheBackup.Core.Requests;

/// <summary>What a source may be: one thing, by an id ElastiCache could have given it.</summary>
internal static partial class SourceRules
{
    public static void Check(BackupSource source, FieldReader at, RequestProblems problems)
    {
        var given = new[] { source.ReplicationGroupId, source.CacheClusterId, source.SnapshotName }.Count(id => id is not null);
        if (given != 1)
        {
            const string Demand = "has to hold exactly one of ReplicationGroupId, CacheClusterId and SnapshotName";
            problems.Add(at.Path, null, $"holds {given} sources, but {Demand}");
        }

        CheckForm(nameof(source.ReplicationGroupId), source.ReplicationGroupId, GroupId(), "letters, digits and hyphens, 40 at most");
        CheckForm(nameof(source.CacheClusterId), source.CacheClusterId, ClusterId(), "letters, digits and hyphens, 50 at most");
        CheckForm(nameof(source.SnapshotName), source.SnapshotName, AnySnapshotName(), "letters, digits, hyphens and dots, 255 at most");

        void CheckForm(string field, string? value, Regex form, string parts)
        {
            if (value is not null && !form.IsMatch(value))
            {
                problems.Add(at.PathOf(field), $"\"{value}\"", $"it has to start with a letter and hold only {parts}");
            }
        }
    }

    /// <summary>Whether a text can be the id of a group or of a single cache.</summary>
    public static bool LooksLikeCacheId(string text) => ClusterId().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupId();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClusterId();

    // Automatic snapshots are named automatic.<group>-<date>, which no CreateSnapshot would accept.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9.-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnySnapshotName();
}
