using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>Checks one exported file by its size and its two ends, reading the same version of it throughout.</summary>
public sealed class ExportVerifier(BucketObjects objects)
{
    /// <summary>Checks a file.</summary>
    /// <param name="bucket">The export bucket.</param>
    /// <param name="folder">The backup's folder.</param>
    /// <param name="name">The file's key relative to the folder.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ExportedFileDamagedException">It is not a whole RDB file.</exception>
    /// <exception cref="ExportedFileChangedException">It was removed or replaced after the export.</exception>
    public async Task<VerifiedShard> VerifyAsync(BucketLocation bucket, string folder, string name, CancellationToken cancellationToken)
    {
        var key = $"{folder}/{name}";
        var file = await objects.HeadAsync(bucket, key, cancellationToken) ?? throw Changed(bucket, key);
        var head = await ReadEndAsync(bucket, file, 0, Math.Min(RdbEnvelope.HeadBytes, file.Bytes), cancellationToken);
        var tailBytes = Math.Min(RdbEnvelope.TailBytes, file.Bytes);
        var tail = await ReadEndAsync(bucket, file, file.Bytes - tailBytes, tailBytes, cancellationToken);

        var verdict = RdbEnvelope.Check(head, tail, file.Bytes);
        return verdict.Format is { } format
            ? new VerifiedShard(name, file.Bytes, file.ETag, file.VersionId, format)
            : throw Damaged(bucket, file, verdict.Defect!);
    }

    private async Task<byte[]> ReadEndAsync(
        BucketLocation bucket, ObjectFacts file, long offset, long count, CancellationToken cancellationToken)
    {
        // No range lies inside an empty object.
        if (count == 0)
        {
            return [];
        }

        return await objects.ReadAsync(bucket, file, offset, offset + count - 1, cancellationToken) ?? throw Changed(bucket, file.Key);
    }

    private static ExportedFileChangedException Changed(BucketLocation bucket, string key) => new(
        $"s3://{bucket.Bucket}/{key} was removed or replaced after the export had written it.",
        "Find out what else writes or expires objects below this key prefix, and start a new backup.");

    private static ExportedFileDamagedException Damaged(BucketLocation bucket, ObjectFacts file, RdbDefect defect) => new(
        $"s3://{bucket.Bucket}/{file.Key} ({file.Bytes} bytes) is not a whole RDB file: "
        + $"at byte {defect.Offset}, {defect.Found} was found instead of {defect.Expected}.",
        "Keep the previous backup, and export again with a new backup.");
}
