using CacheBackup.Core.Errors;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Manifests;

/// <summary>Judges all files of a backup together: whether they are the one cache that the snapshot describes.</summary>
public static class BackupJudgement
{
    /// <summary>Judges the files.</summary>
    /// <param name="reports">One for each file.</param>
    /// <param name="shards">The snapshot's shards.</param>
    /// <param name="isClustered">Whether the cache has cluster mode enabled; otherwise there are no slots to judge.</param>
    /// <exception cref="ShardSlotsMismatchException">A slot is missing, twice, or in the wrong file.</exception>
    public static BackupVerification Judge(
        IReadOnlyList<VerificationReport> reports, IReadOnlyList<SnapshotShard> shards, bool isClustered)
    {
        var slots = isClustered ? SlotsByFile(reports, shards) : [];
        var backup = BackupReport.Of(
            [.. reports.Select(report => new ShardReport(report.File, report.Found, slots.GetValueOrDefault(report.File)))]);
        var wrong = backup.Findings.Where(finding => finding.Effect == TargetEffect.Refuses).Select(finding => finding.Reason).ToList();
        if (isClustered && wrong.Count > 0)
        {
            throw Mismatch(wrong, reports.Count);
        }

        return new BackupVerification(
            backup.Bytes,
            backup.Keys,
            backup.Expiring,
            backup.Expired,
            [.. backup.SlotsSeen.Select(range => range.ToString())],
            [.. backup.Findings.Select(finding => finding.Reason), .. isClustered ? NotChecked(slots.Count > 0, backup) : []]);
    }

    // ElastiCache names files after the shards: shard-0001.rdb is that of node group 0001. Where that does not hold for every
    // file, or slots are missing in the description, nothing is known of any.
    private static Dictionary<string, IReadOnlyList<SlotRange>?> SlotsByFile(
        IReadOnlyList<VerificationReport> reports, IReadOnlyList<SnapshotShard> shards)
    {
        var slots = new Dictionary<string, IReadOnlyList<SlotRange>?>(StringComparer.Ordinal);
        foreach (var shard in shards)
        {
            var files = reports.Where(report => shard.NodeGroupId is { } id && report.File.EndsWith($"-{id}.rdb", StringComparison.Ordinal)).ToList();
            if (files.Count != 1 || !SlotRange.TryParseAll(shard.Slots, out var ranges) || !slots.TryAdd(files[0].File, ranges))
            {
                return [];
            }
        }

        return slots.Count == reports.Count ? slots : [];
    }

    private static IEnumerable<string> NotChecked(bool isDescribed, BackupReport backup)
    {
        if (!isDescribed)
        {
            yield return "Which slots each shard serves was not checked: the snapshot's description does not tell them file by file.";
        }

        if (backup.SlotsSeen.Count == 0 && backup.Keys > 0)
        {
            yield return "Which slots the keys are of was not checked: no file tells it.";
        }
    }

    private static ShardSlotsMismatchException Mismatch(List<string> wrong, int files) => new(
        $"The {files} files are not one cache: {string.Join("; ", wrong)}.",
        "Back up again when no slots are being moved between shards; if it happens twice, compare the snapshot's slots with the cache's.");
}
