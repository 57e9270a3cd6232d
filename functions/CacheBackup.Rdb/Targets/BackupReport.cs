using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb;

/// <summary>One shard's file of a backup.</summary>
/// <param name="File">Its name.</param>
/// <param name="Report">What its verification found.</param>
/// <param name="Slots">Slots its shard had, from the cache's description; null where nobody knows.</param>
public sealed record ShardReport(string File, RdbReport Report, IReadOnlyList<SlotRange>? Slots = null);

/// <summary>What all files of one backup are together.</summary>
/// <param name="Shards">The files.</param>
/// <param name="Keys">Keys of all.</param>
/// <param name="Expiring">Keys with a time to live.</param>
/// <param name="Expired">Keys whose time was over.</param>
/// <param name="Bytes">Bytes of all.</param>
/// <param name="SlotsSeen">Slots that some file says it has keys of.</param>
/// <param name="Findings">What is wrong with the files as a whole, whatever the target.</param>
public sealed record BackupReport(
    IReadOnlyList<ShardReport> Shards,
    long Keys,
    long Expiring,
    long Expired,
    long Bytes,
    IReadOnlyList<SlotRange> SlotsSeen,
    IReadOnlyList<TargetFinding> Findings)
{
    /// <summary>Puts the files of one backup together.</summary>
    public static BackupReport Of(IReadOnlyList<ShardReport> shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        var seen = new SlotMap();
        var findings = new List<TargetFinding>();
        findings.AddRange(Twice(shards, shard => shard.Report.Slots, seen, "keys of"));
        findings.AddRange(Coverage(shards, seen));
        findings.AddRange(Strays(shards));
        findings.AddRange(Mixture(shards));
        return new BackupReport(
            shards,
            shards.Sum(shard => shard.Report.Keys),
            shards.Sum(shard => shard.Report.Expiring),
            shards.Sum(shard => shard.Report.Expired),
            shards.Sum(shard => shard.Report.Bytes),
            seen.Ranges(),
            findings);
    }

    /// <summary>Judges the backup for a target: every file by itself, and all of them together.</summary>
    public TargetVerdict Judge(RdbTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var findings = new List<TargetFinding>(Findings);
        foreach (var shard in Shards)
        {
            var ofShard = TargetRules.Judge(shard.Report, target).Findings;
            findings.AddRange(ofShard.Select(finding => finding with { Reason = $"{shard.File}: {finding.Reason}" }));
        }

        if (Shards.Count > 1 && target.ClusterMode == false)
        {
            findings.Add(TargetRules.Refuses($"{Shards.Count} shards cannot seed a cache without cluster mode"));
        }

        return new TargetVerdict(target.ToString(), findings);
    }

    private static IEnumerable<TargetFinding> Twice(
        IReadOnlyList<ShardReport> shards, Func<ShardReport, IReadOnlyList<SlotRange>> slotsOf, SlotMap all, string what)
    {
        foreach (var shard in shards)
        {
            var twice = new SlotMap();
            foreach (var slot in Each(slotsOf(shard)))
            {
                if (all[slot])
                {
                    twice.Add(slot);
                }

                all.Add(slot);
            }

            if (!twice.IsEmpty)
            {
                yield return TargetRules.Refuses($"{shard.File} has {what} slots {Text(twice.Ranges())}, as another shard has");
            }
        }
    }

    private static IEnumerable<TargetFinding> Coverage(IReadOnlyList<ShardReport> shards, SlotMap seen)
    {
        if (shards.Any(shard => shard.Slots is null))
        {
            if (!seen.IsEmpty && Missing(seen) is { Count: > 0 } unseen)
            {
                yield return TargetRules.Note($"no file has a key of slots {Text(unseen)}: they were empty, or a shard is missing");
            }

            yield break;
        }

        var covered = new SlotMap();
        foreach (var finding in Twice(shards, shard => shard.Slots!, covered, "the"))
        {
            yield return finding;
        }

        if (Missing(covered) is { Count: > 0 } missing)
        {
            yield return TargetRules.Refuses($"no shard has slots {Text(missing)}");
        }
    }

    // A key in a slot its shard does not serve cannot be read after a restore.
    private static IEnumerable<TargetFinding> Strays(IReadOnlyList<ShardReport> shards) =>
        from shard in shards
        where shard.Slots is not null
        let strays = Strays(shard.Report.Slots, shard.Slots!)
        where strays.Count > 0
        select TargetRules.Refuses($"{shard.File} has keys of slots {Text(strays)}, which its shard does not serve");

    private static IReadOnlyList<SlotRange> Strays(IReadOnlyList<SlotRange> seen, IReadOnlyList<SlotRange> own)
    {
        var strays = new SlotMap();
        foreach (var slot in Each(seen).Except(Each(own)))
        {
            strays.Add(slot);
        }

        return strays.Ranges();
    }

    private static IEnumerable<TargetFinding> Mixture(IReadOnlyList<ShardReport> shards)
    {
        var formats = shards.Select(shard => shard.Report.Format).Distinct().ToArray();
        if (formats.Length > 1)
        {
            yield return TargetRules.Note($"the files have different formats: {string.Join(", ", formats)}");
        }
    }

    private static IReadOnlyList<SlotRange> Missing(SlotMap slots)
    {
        var missing = new SlotMap();
        for (var slot = 0; slot < SlotMap.Slots; slot++)
        {
            if (!slots[slot])
            {
                missing.Add(slot);
            }
        }

        return missing.Ranges();
    }

    private static IEnumerable<int> Each(IReadOnlyList<SlotRange> ranges) =>
        ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1));

    private static string Text(IReadOnlyList<SlotRange> ranges)
    {
        const int Most = 8;
        var text = string.Join(", ", ranges.Take(Most));
        return ranges.Count > Most ? $"{text} and {ranges.Count - Most:N0} more ranges" : text;
    }
}
