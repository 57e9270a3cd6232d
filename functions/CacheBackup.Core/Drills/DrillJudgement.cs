using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Drills;

/// <summary>Judges a whole drill: one backup that does not restore is reason enough to fail, and what is left over even more so.</summary>
public static class DrillJudgement
{
    // A cause ends at 32,768 characters, and nobody reads so many. The records have them all.
    private const int MostListed = 10;

    /// <summary>Judges.</summary>
    /// <param name="planned">How many drills there were to be.</param>
    /// <param name="drilled">What came of each cache.</param>
    /// <param name="notDrilled">Caches with the tag that have no backup to restore.</param>
    /// <param name="leftovers">Ids of caches that earlier drills have left.</param>
    /// <returns>How many were restored, as one sentence.</returns>
    /// <exception cref="DrillNotCleanedUpException">Something is left over, or may be.</exception>
    /// <exception cref="DrillFailedException">A backup did not restore, or there is none, or it was not recorded.</exception>
    public static string Judge(
        int planned, IReadOnlyList<DrilledCache> drilled, IReadOnlyList<UndrilledCache> notDrilled, IReadOnlyList<string> leftovers)
    {
        var left = drilled.SelectMany(cache => cache.Left.Select(what => $"{cache.CacheId}: {what}"))
            .Concat(leftovers.Select(cache => $"{cache}: an earlier drill has made it"))
            .Concat(planned > drilled.Count ? [$"{planned - drilled.Count} of {planned} drills ended without a result, see the Map Run of DrillCaches"] : [])
            .ToList();
        var failed = drilled.Where(HasFailed).Select(cache => $"{cache.CacheId}: {cache.Finding}")
            .Concat(notDrilled.Select(cache => $"{cache.CacheId}: {cache.Reason}")).ToList();
        var failures = failed.Count == 0 ? "" : $" Not restored: {List(failed)}";
        if (left.Count > 0)
        {
            throw new DrillNotCleanedUpException(
                $"The drill has left what it made: {List(left)}.{failures}",
                "Delete it by hand, for it costs: the cache by its tag cache-backup:drill-of, the bucket policy statement by its Sid, CacheRestore….");
        }

        return failed.Count == 0
            ? Summary(drilled)
            : throw new DrillFailedException(
                $"{failed.Count} of {drilled.Count + notDrilled.Count} caches could not be restored from their newest backup.{failures}",
                "Look the error up in the runbook; back the cache up again and repeat the drill.");
    }

    private static string List(List<string> items) =>
        string.Join(" / ", items.Take(MostListed)) + (items.Count > MostListed ? $" / and {items.Count - MostListed} more" : "");

    private static bool HasFailed(DrilledCache cache) => cache.Verdict == DrillVerdict.Failed || cache.Record is null;

    private static string Summary(IReadOnlyList<DrilledCache> drilled)
    {
        var uncounted = drilled.Count(cache => cache.Verdict == DrillVerdict.KeysNotCompared);
        return $"{drilled.Count} of {drilled.Count} backups restored, all caches deleted"
            + (uncounted == 0 ? "; every key is there." : $"; keys were not counted of {uncounted}.");
    }
}
