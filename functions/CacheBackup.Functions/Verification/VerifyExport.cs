using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Logging;

namespace CacheBackup.Functions.Verification;

/// <param name="Bucket">The export bucket.</param>
/// <param name="Folder">The backup's folder.</param>
/// <param name="Name">The file's key relative to the folder.</param>
/// <param name="StartedAt">Start of the execution: the time at which keys count as expired.</param>
/// <param name="Verification">How far it is verified, and for which engine.</param>
public sealed record VerifyExportInput(
    BucketLocation Bucket, string Folder, string Name, DateTimeOffset StartedAt, VerificationPlan Verification);

/// <param name="Name">The file's key relative to the folder.</param>
/// <param name="IsDone">Whether it is verified to its end; otherwise the next invocation goes on.</param>
/// <param name="Offset">Bytes verified so far.</param>
/// <param name="Shard">The file; null while it is not done.</param>
public sealed record VerifyExportOutput(string Name, bool IsDone, long Offset, VerifiedShard? Shard);

/// <summary>
/// Reads one exported file to its end and proves what it can of it. A file too large for one invocation is gone on with in the
/// next: until then its checkpoint lies beside it.
/// </summary>
public sealed class VerifyExport(ExportVerifier files, BackupMetrics metrics, TimeProvider clock)
{
    [LambdaFunction(ResourceName = "VerifyExportFunction")]
    public async Task<VerifyExportOutput> VerifyExportAsync(VerifyExportInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var time = new InvocationTime(clock, context.RemainingTime);
        var progress = await files.VerifyAsync(
            new ExportedFile(input.Bucket, input.Folder, input.Name),
            new VerificationOrder(input.Verification, input.StartedAt),
            new InvocationLimits(new FunctionMemory(context.MemoryLimitInMB), time),
            deadline.Token);
        if (progress.BytesRead > 0)
        {
            metrics.EmitVerification(input.Verification.Level.ToString(), progress.BytesRead, time.Elapsed);
        }

        Log(input, progress, context.Logger);
        return new VerifyExportOutput(input.Name, progress.Shard is not null, progress.Offset, progress.Shard);
    }

    private static void Log(VerifyExportInput input, VerificationProgress progress, ILambdaLogger logger)
    {
        if (progress.Note is { } note)
        {
            logger.LogInformation("{Name}: {Note}", input.Name, note);
        }

        if (progress.Shard is { } shard)
        {
            logger.LogInformation(
                "{Name} is {Verdict} at level {Level}: {Format}, {Keys} keys, {Bytes} bytes, ETag {ETag}",
                shard.Name, shard.Verdict, input.Verification.Level, shard.Format, shard.Keys, shard.Bytes, shard.ETag);
        }
        else
        {
            logger.LogInformation("{Name} is verified up to byte {Offset}, to be gone on with", input.Name, progress.Offset);
        }
    }
}
