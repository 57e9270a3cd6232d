using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Exports;

/// <summary>
/// Decides whether an export is complete. ElastiCache sends no event, and the snapshot being available again proves
/// nothing: what counts is that every shard's file is there and that two polls in a row saw the same.
/// </summary>
public static class ExportJudgement
{
    private const int MostSuffixesNamed = 10;

    /// <summary>What the next poll has to be given, to compare with.</summary>
    public static string Remember(bool snapshotIsAvailable, ExportListing listing) =>
        $"{(snapshotIsAvailable ? "available" : "exporting")}:{listing.Digest}";

    /// <summary>Decides from the snapshot, the listing, and what the previous poll remembered.</summary>
    /// <param name="export">The attempt.</param>
    /// <param name="snapshotIsAvailable">Whether ElastiCache has ended the export.</param>
    /// <param name="listing">The files that are there.</param>
    /// <param name="remembered">What <see cref="Remember"/> gave at the previous poll; null at the first.</param>
    /// <exception cref="ExportTargetTakenException">There are more files than shards: not all of them are this export's.</exception>
    /// <exception cref="ExportIncompleteException">Files are missing, and there is no attempt left.</exception>
    public static ExportOutcome Judge(StartedExport export, bool snapshotIsAvailable, ExportListing listing, string? remembered)
    {
        if (listing.Count > export.Shards)
        {
            throw MoreFilesThanShards(export, listing);
        }

        if (!snapshotIsAvailable)
        {
            return ExportOutcome.InProgress;
        }

        return listing.Count == export.Shards
            ? JudgeWhole(listing, remembered)
            : JudgePartial(export, listing, remembered);
    }

    // The files may have been seen for the first time while the snapshot still said exporting: that poll counts.
    private static ExportOutcome JudgeWhole(ExportListing listing, string? remembered) =>
        remembered == Remember(true, listing) || remembered == Remember(false, listing) ? ExportOutcome.Complete : ExportOutcome.InProgress;

    private static ExportOutcome JudgePartial(StartedExport export, ExportListing listing, string? remembered)
    {
        if (remembered != Remember(true, listing))
        {
            return ExportOutcome.InProgress;
        }

        return export.Attempt < StartedExport.MaximumAttempts ? ExportOutcome.ExportAgain : throw FilesMissing(export, listing);
    }

    private static ExportTargetTakenException MoreFilesThanShards(StartedExport export, ExportListing listing) => new(
        $"There are {listing.Count} files {export.KeyPrefix}*.rdb and the snapshot has {export.Shards} shards.",
        "Find out what else writes below this key prefix, and start a new backup.");

    private static ExportIncompleteException FilesMissing(StartedExport export, ExportListing listing)
    {
        var missing = listing.MissingSuffixes(export.Shards);
        var more = missing.Count > MostSuffixesNamed ? $" and {missing.Count - MostSuffixesNamed} more" : "";
        var named = string.Join(", ", missing.Take(MostSuffixesNamed).Select(suffix => export.TargetName + suffix));
        return new ExportIncompleteException(
            $"The export ended with {listing.Count} of {export.Shards} files in attempt {export.Attempt} of "
            + $"{StartedExport.MaximumAttempts}; not there: {named}{more}.",
            "Look at the cache's events for the time of the export, and at the bucket policy and lifecycle rules that may refuse or "
            + "remove objects; then start a new backup.");
    }
}
