using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Manifests;

/// <summary>
/// Reads every file, every report and every copy back before they are called a backup. The current version has to be the one that was
/// verified: a restore reads by key and cannot name a version.
/// </summary>
public sealed class InventoryReader(BucketObjects objects)
{
    // 500 shards in 11 buckets are 11,500 requests, one for each file and report; across Regions each takes up to 0.3 s.
    private const int MostAtOnce = 32;

    /// <summary>Reads the inventory.</summary>
    /// <exception cref="ExportedFileChangedException">A file is not what was verified.</exception>
    /// <exception cref="CopyNotIdenticalException">A copy is missing or differs from its file.</exception>
    public async Task<BackupInventory> ReadAsync(BackupPlan plan, IReadOnlyList<VerifiedShard> shards, CancellationToken cancellationToken)
    {
        BucketLocation[] copies = [.. plan.Destinations.Select(copy => CopyOrder.LocationOf(copy, plan.ExportBucket))];
        var rows = new InventoryRow[shards.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, shards.Count, limits, async (index, token) =>
            rows[index] = await ReadRowAsync(plan, shards[index], copies, token));
        return InventoryRow.Combine(rows);
    }

    private async Task<InventoryRow> ReadRowAsync(
        BackupPlan plan, VerifiedShard shard, BucketLocation[] copies, CancellationToken cancellationToken)
    {
        var key = $"{plan.Folder}/{shard.Name}";
        var file = await objects.HeadAsync(plan.ExportBucket, key, cancellationToken);
        if (file is null || !shard.IsStill(file))
        {
            throw CopyFailures.SourceChanged(plan.ExportBucket, key);
        }

        var report = await ReadReportAsync(plan, file, shard, cancellationToken);
        var read = await Task.WhenAll(copies.Select(bucket => ReadCopyAsync(bucket, file, plan.MinimumIdentity, cancellationToken)));
        await ReadReportCopiesAsync(plan, shard, copies, cancellationToken);
        return new InventoryRow(report, file, read);
    }

    private async Task<VerificationReport> ReadReportAsync(
        BackupPlan plan, ObjectFacts file, VerifiedShard shard, CancellationToken cancellationToken)
    {
        var key = new ExportedFile(plan.ExportBucket, plan.Folder, shard.Name).ReportKey;
        var stored = await objects.FindAsync(plan.ExportBucket, key, cancellationToken)
            ?? throw CopyFailures.SourceChanged(plan.ExportBucket, key);
        try
        {
            var report = VerificationReport.Read(stored.Content);
            return report.IsOf(file) ? report : throw CopyFailures.SourceChanged(plan.ExportBucket, key);
        }
        catch (FormatException)
        {
            throw CopyFailures.SourceChanged(plan.ExportBucket, key);
        }
    }

    private async Task ReadReportCopiesAsync(BackupPlan plan, VerifiedShard shard, BucketLocation[] copies, CancellationToken cancellationToken)
    {
        var key = new ExportedFile(plan.ExportBucket, plan.Folder, shard.Name).ReportKey;
        if (copies.Length > 0)
        {
            var report = await objects.HeadAsync(plan.ExportBucket, key, cancellationToken) ?? throw CopyFailures.SourceChanged(plan.ExportBucket, key);
            await Task.WhenAll(copies.Select(bucket => ReadCopyAsync(bucket, report, CopyIdentity.L4, cancellationToken)));
        }
    }

    // It was proven at the minimum or better when it was copied, so one that is now proven less well is another object.
    private async Task<InventoryCopy> ReadCopyAsync(
        BucketLocation bucket, ObjectFacts file, CopyIdentity minimum, CancellationToken cancellationToken)
    {
        var copy = await objects.HeadAsync(bucket, file.Key, cancellationToken) ?? throw CopyFailures.Gone(bucket, file.Key);
        var verdict = CopyComparison.Compare(file, copy);
        return verdict.Identity is { } identity && identity <= minimum
            ? new InventoryCopy(bucket, copy, identity)
            : throw CopyFailures.ChangedSince(bucket, file.Key, verdict);
    }
}
