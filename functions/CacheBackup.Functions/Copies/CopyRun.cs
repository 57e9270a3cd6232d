using Amazon.Lambda.Core;
using CacheBackup.Core.Copies;
using CacheBackup.Functions.Logging;

namespace CacheBackup.Functions.Copies;

/// <summary>What every function that copies files does in one invocation: copies what the time allows, and tells log and metrics.</summary>
public sealed class CopyRun(ShardCopier files, BackupMetrics metrics)
{
    /// <summary>Brings a copy as far as this invocation comes.</summary>
    /// <param name="order">What and where to.</param>
    /// <param name="slice">The parts to copy; null for the whole file, which also completes it.</param>
    /// <param name="context">The invocation.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<CopyStep> CopyAsync(CopyOrder order, CopySlice? slice, ILambdaContext context, CancellationToken cancellationToken)
    {
        var progress = new CopyLog(context.Logger, order);
        var step = await files.CopyAsync(order, slice, Deadline.UsableOf(context.RemainingTime), progress, cancellationToken);
        progress.Report(step);
        metrics.EmitCopy(order.Target.Region, step.Tally);
        return step;
    }
}
