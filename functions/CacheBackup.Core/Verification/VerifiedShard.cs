using CacheBackup.Core.Objects;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>
/// One exported file as it was when it was verified. Small on purpose: at 500 shards the list travels through the state
/// machine. The rest is in its report.
/// </summary>
/// <param name="Name">Its key relative to the backup's folder, such as <c>shard-0001.rdb</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">Its ETag, without quotes: later reads and copies are pinned to it.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning.</param>
/// <param name="Format">Magic and version of the file, such as <c>REDIS0011</c> or <c>VALKEY080</c>.</param>
/// <param name="Keys">Keys in it.</param>
/// <param name="Verdict"><c>Valid</c>, or <c>Unverified</c> where the request allows that.</param>
public sealed record VerifiedShard(string Name, long Bytes, string ETag, string? VersionId, string Format, long Keys, RdbVerdict Verdict)
{
    /// <summary>Whether an object is still the very version that was verified.</summary>
    public bool IsStill(ObjectFacts file) => file.ETag == ETag && file.VersionId == VersionId && file.Bytes == Bytes;

    internal static VerifiedShard Of(VerificationReport report) => new(
        report.File, report.Found.Bytes, report.ETag, report.VersionId, report.Found.Format, report.Found.Keys, report.Found.Verdict);
}
