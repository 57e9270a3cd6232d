using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Reads a file that no backup has verified, over as many invocations as it takes, and leaves a report of this version of it
/// beside it. The next restore finds the report.
/// </summary>
public sealed class SeedFileVerifier(BucketObjects objects, ExportVerifier files)
{
    // What it is for is judged when all files are known, and a missing checksum is said then.
    private static readonly VerificationPlan AnyEngine = new(VerificationLevel.Deep, Target: null, AllowUnverified: true);

    /// <summary>Verifies a file, or a part of it.</summary>
    /// <exception cref="SeedFileChangedException">It is not there.</exception>
    /// <exception cref="ExportedFileDamagedException">It is no whole RDB file.</exception>
    /// <exception cref="ExportedFileChecksumException">Its bytes are not what the engine wrote.</exception>
    /// <exception cref="ExportedFileUnsupportedException">It holds what this tool does not know.</exception>
    public async Task<VerificationProgress> VerifyAsync(
        BucketLocation bucket, string key, DateTimeOffset startedAt, InvocationLimits limits, CancellationToken cancellationToken)
    {
        var pin = await objects.HeadAsync(bucket, key, cancellationToken) ?? throw SeedFailures.Missing(bucket, key);
        var order = new VerificationOrder(AnyEngine, startedAt) { AcceptsEarlierReport = true };
        return await files.VerifyAsync(ExportedFile.Of(bucket, pin), order, limits, cancellationToken);
    }
}
