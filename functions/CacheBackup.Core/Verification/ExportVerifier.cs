using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>
/// Verifies one exported file: reads the same version of it once, forward, over as many invocations as it takes, judges it,
/// and leaves the report beside it. Repeating it finds the report, or goes on from the last checkpoint.
/// </summary>
public sealed class ExportVerifier(BucketObjects objects, CheckpointStore checkpoints, ObjectWriter writer, TimeProvider clock)
{
    /// <summary>Verifies a file, or a part of it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="order">How to.</param>
    /// <param name="limits">What this invocation has.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ExportedFileDamagedException">It is no whole RDB file.</exception>
    /// <exception cref="ExportedFileChecksumException">Its bytes are not what the engine wrote.</exception>
    /// <exception cref="ExportedFileUnsupportedException">It holds what this tool does not know.</exception>
    /// <exception cref="ExportedFileUnverifiedException">It has no checksum, and the order demands one.</exception>
    /// <exception cref="ExportedFileNotRestorableException">The target would refuse it.</exception>
    /// <exception cref="ExportedFileChangedException">It was removed or replaced after the export.</exception>
    /// <exception cref="VerificationMemoryException">It has too many keys for the level <c>full</c>.</exception>
    public async Task<VerificationProgress> VerifyAsync(
        ExportedFile file, VerificationOrder order, InvocationLimits limits, CancellationToken cancellationToken)
    {
        var pin = await objects.HeadAsync(file.Bucket, file.Key, cancellationToken) ?? throw VerificationFailures.Changed(file);
        if (await FindReportAsync(file, pin, order, cancellationToken) is { } report)
        {
            // The invocation that wrote it may have ended right after.
            await checkpoints.RemoveAsync(file, cancellationToken);
            return VerificationProgress.Done(report, bytesRead: 0, "its report is there already");
        }

        var (verifier, hasCheckpoint, refused) = await checkpoints.ResumeAsync(file, pin, order, cancellationToken);
        var begunAt = verifier.Offset;
        var run = new VerificationRun(checkpoints, file, pin, order, verifier, limits, clock);
        var window = limits.Memory.WindowFor(pin.Bytes - begunAt);
        var source = new PinnedRdbSource(objects, file, pin, window.Reads, clock);
        if (await run.ReadAsync(source, window.PartBytes, cancellationToken) is not { } found)
        {
            return VerificationProgress.Underway(verifier.Offset, verifier.Offset - begunAt, refused);
        }

        report = await AcceptAsync(file, pin, order, found, cancellationToken);
        if (hasCheckpoint || run.HasSaved)
        {
            await checkpoints.RemoveAsync(file, cancellationToken);
        }

        return VerificationProgress.Done(report, found.Bytes - begunAt, refused);
    }

    private async Task<VerificationReport?> FindReportAsync(
        ExportedFile file, ObjectFacts pin, VerificationOrder order, CancellationToken cancellationToken)
    {
        if (await objects.FindAsync(file.Bucket, file.ReportKey, cancellationToken) is not { } stored)
        {
            return null;
        }

        try
        {
            var report = VerificationReport.Read(stored.Content);
            return report.IsOf(pin) ? (report.Answers(order) ? report : null) : throw VerificationFailures.Changed(file);
        }
        catch (FormatException)
        {
            // Not one of ours: writing the report will find that the key is taken.
            return null;
        }
    }

    private async Task<VerificationReport> AcceptAsync(
        ExportedFile file, ObjectFacts pin, VerificationOrder order, RdbReport found, CancellationToken cancellationToken)
    {
        var target = order.Plan.Target?.Judge(found);
        if ((VerificationFailures.Of(file, pin, found, order.Plan) ?? VerificationFailures.Of(file, found, target)) is { } failure)
        {
            throw failure;
        }

        var report = new VerificationReport(file.Name, pin.ETag, pin.VersionId, target, found);
        await writer.WriteOnceAsync(file.Bucket, file.ReportKey, report.Write(), destination: null, cancellationToken);
        return report;
    }
}
