namespace CacheBackup.Core.Verification;

/// <summary>How far a verification has come.</summary>
/// <param name="Shard">The file; null while it is not read to its end.</param>
/// <param name="Report">The report behind <paramref name="Shard"/>.</param>
/// <param name="Offset">Bytes verified since the start of the file.</param>
/// <param name="BytesRead">Bytes of them that this invocation has read.</param>
/// <param name="Note">What is worth a line in the log: a report that was found, or why a checkpoint was not used.</param>
public sealed record VerificationProgress(VerifiedShard? Shard, VerificationReport? Report, long Offset, long BytesRead, string? Note)
{
    internal static VerificationProgress Done(VerificationReport report, long bytesRead, string? note) =>
        new(VerifiedShard.Of(report), report, report.Found.Bytes, bytesRead, note);

    internal static VerificationProgress Underway(long offset, long bytesRead, string? note) => new(null, null, offset, bytesRead, note);
}
