using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Manifests;

/// <summary>One file with its copies, as S3 describes them.</summary>
internal sealed record InventoryRow(VerificationReport Report, ObjectFacts File, IReadOnlyList<InventoryCopy> Copies)
{
    public static BackupInventory Combine(IEnumerable<InventoryRow> unordered)
    {
        var rows = unordered.OrderBy(row => row.Report.File, StringComparer.Ordinal).ToList();
        return new BackupInventory(
            rows.ConvertAll(row => row.ToFile()),
            rows.ConvertAll(row => row.Report),
            rows.Max(row => row.File.LastModified),
            rows.SelectMany(row => row.Copies).Max(copy => (DateTimeOffset?)copy.Facts.LastModified));
    }

    private BackupFile ToFile() => new(
        Report.File,
        File.Bytes,
        File.ETag,
        File.VersionId,
        File.Checksum,
        FileVerification.Of(Report),
        [.. Copies.Select(copy => copy.ToCopy())]);
}

/// <summary>One copy, as S3 describes it.</summary>
internal sealed record InventoryCopy(BucketLocation Bucket, ObjectFacts Facts, CopyIdentity Identity)
{
    public FileCopy ToCopy() => new(
        Bucket, Facts.Bytes, Facts.ETag, Facts.VersionId, Facts.Checksum, Facts.StorageClass, Facts.KmsKeyId, Identity);
}
