using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Recovery;

namespace CacheBackup.Functions.Recovery;

/// <param name="StartedAt">Start of the execution.</param>
/// <param name="Backup">The plan: where to look, and how old uploads have to be.</param>
public sealed record SweepUploadsInput(DateTimeOffset StartedAt, BackupPlan Backup);

/// <param name="UploadsAborted">Uploads of other runs, aborted.</param>
/// <param name="Left">Where uploads could not be looked for or aborted, each with the reason.</param>
public sealed record SweepUploadsOutput(int UploadsAborted, IReadOnlyList<string> Left);

/// <summary>Aborts what other runs, stopped before they could roll back, have left half uploaded.</summary>
public sealed class SweepUploads(UploadSweeper uploads)
{
    [LambdaFunction(ResourceName = "SweepUploadsFunction")]
    public async Task<SweepUploadsOutput> SweepUploadsAsync(SweepUploadsInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var report = await uploads.SweepAsync(input.Backup, input.StartedAt, deadline.Token);
        context.Logger.LogInformation(
            "{UploadsAborted} uploads older than {Hours} h aborted, {LeftCount} left: {Left}",
            report.Removed, input.Backup.AbortUploadsAfterHours, report.Left.Count, string.Join("; ", report.Left));
        return new SweepUploadsOutput(report.Removed, report.Left);
    }
}
