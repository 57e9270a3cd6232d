using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Copies;

namespace CacheBackup.Functions.Restores;

/// <param name="Copy">From where to where.</param>
/// <param name="Name">The file, as the manifest names it.</param>
/// <param name="Slice">The parts to copy; null for the whole file, which also completes it.</param>
/// <param name="Round">How often the file has been taken up, this time included.</param>
public sealed record CopySeedFileInput(SeedCopy Copy, string Name, CopySlice? Slice = null, int Round = 1);

/// <param name="Name">The file.</param>
/// <param name="IsDone">Whether the copy is there, and compared.</param>
/// <param name="Identity">How well it is proven that it equals its source; null before it is done.</param>
/// <param name="Slices">Slices to be copied before the file is taken up again; empty once it is done.</param>
public sealed record CopySeedFileOutput(string Name, bool IsDone, CopyIdentity? Identity, IReadOnlyList<CopySlice> Slices);

/// <summary>
/// Copies one file of a backup, and its report where it has one, to the new cache's Region, as CopyToRegion does. Running twice, in this
/// restore or in another, finds what the first run has copied.
/// </summary>
public sealed class CopySeedFile(SeedCopier seeds, CopyRun files, ReportCopier reports)
{
    [LambdaFunction(ResourceName = "CopySeedFileFunction")]
    public async Task<CopySeedFileOutput> CopySeedFileAsync(CopySeedFileInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var order = await seeds.OrderAsync(input.Copy, input.Name, input.Round, deadline.Token);
        var step = await SeedCopyFailures.RewordAsync(order.Target, async () =>
        {
            var copied = await files.CopyAsync(order, input.Slice, context, deadline.Token);
            if (copied.Copy is not null && !await reports.CopyIfThereAsync(order, deadline.Token))
            {
                context.Logger.LogInformation("{Key} has no report in {Bucket}: it is verified after the copy", order.Key, order.Source.Bucket);
            }

            return copied;
        });
        return new CopySeedFileOutput(input.Name, step.Copy is not null, step.Copy?.Identity, step.Slices);
    }
}
