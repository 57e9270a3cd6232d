using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Restores;

/// <summary>Makes sure, before anything is created, that the files are there, unchanged, verified, and fit the new cache.</summary>
public sealed class SeedValidator(SeedReader seeds, SeedFileFinder files, BucketObjects objects, NewCacheReader caches)
{
    // 500 files are 1,000 requests or a few more, within one Region.
    private const int MostAtOnce = 32;

    /// <summary>Checks everything.</summary>
    /// <returns>What will be loaded, and what an operator should know.</returns>
    /// <exception cref="CacheIdTakenException">The id of the new cache is in use.</exception>
    /// <exception cref="SeedFileChangedException">A file is gone, or not what its manifest or report is of.</exception>
    /// <exception cref="SeedFileUnusableException">ElastiCache could not read a file as it is stored.</exception>
    /// <exception cref="SeedNotRestorableException">The new cache cannot be made of the files.</exception>
    public async Task<(SeedFacts Facts, IReadOnlyList<string> Findings)> ValidateAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        await DemandFreeIdAsync(plan, cancellationToken);
        var seed = await seeds.ReadAsync(plan.Seed, cancellationToken);
        var evidence = new SeedEvidence[seed.Files.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, evidence.Length, limits, async (index, token) =>
            evidence[index] = await ExamineAsync(plan.Seed.Bucket, seed.Files[index], token));
        var findings = SeedJudgement.Judge(plan.Cache, seed.Manifest, evidence);
        return (SeedJudgement.FactsOf(plan.Cache, seed.Manifest, evidence), findings);
    }

    private async Task DemandFreeIdAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        var group = await caches.FindAsync(plan.Cache, cancellationToken);
        if (group is not null && !RestoreTags.AreOf(plan.RestoreId, group))
        {
            throw CacheFailures.IdTaken(plan.Cache, group.Status);
        }
    }

    private async Task<SeedEvidence> ExamineAsync(BucketLocation bucket, SeedFile file, CancellationToken cancellationToken)
    {
        var found = await files.FindUsableAsync(bucket, file, cancellationToken);
        return new SeedEvidence(file, found, await ReadReportAsync(bucket, file, found, cancellationToken));
    }

    // The report of the backup, made of the exported file; or else the one that this restore, or one before, has made of this object.
    private async Task<VerificationReport> ReadReportAsync(
        BucketLocation bucket, SeedFile file, ObjectFacts found, CancellationToken cancellationToken)
    {
        var own = ExportedFile.Of(bucket, found);
        if (file.Described is { } described
            && await FindReportAsync(bucket, (own with { Mark = null }).ReportKey, cancellationToken) is { } published
            && published.ETag == described.ETag && published.Found.Bytes == found.Bytes)
        {
            return published;
        }

        return await FindReportAsync(bucket, own.ReportKey, cancellationToken) is { } report && report.IsOf(found)
            ? report
            : throw SeedFailures.Unverified(bucket, file.Key);
    }

    private async Task<VerificationReport?> FindReportAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await objects.FindAsync(bucket, key, cancellationToken) is { } stored ? VerificationReport.Read(stored.Content) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
