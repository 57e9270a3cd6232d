using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;

namespace CacheBackup.Functions.Copies;

/// <param name="Source">The export bucket.</param>
/// <param name="Folder">The backup's folder, the same in the destination.</param>
/// <param name="Shard">The file, as it was verified.</param>
/// <param name="Destination">Where to.</param>
/// <param name="MinimumIdentity">A copy proven less well than this is refused.</param>
/// <param name="Slice">The parts to copy; null for the whole file, which also completes it.</param>
/// <param name="Round">How often the file has been taken up, this time included.</param>
public sealed record CopyToRegionInput(
    BucketLocation Source,
    string Folder,
    VerifiedShard Shard,
    CopyDestination Destination,
    CopyIdentity MinimumIdentity = CopyIdentity.L2,
    CopySlice? Slice = null,
    int Round = 1);

/// <param name="Key">The copy's key.</param>
/// <param name="IsDone">Whether the copy is there, and compared.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning, and before it is done.</param>
/// <param name="Identity">How well it is proven that it equals the file; null before it is done.</param>
/// <param name="Slices">Slices to be copied before the file is taken up again; empty once it is done.</param>
public sealed record CopyToRegionOutput(
    string Key, bool IsDone, string? VersionId, CopyIdentity? Identity, IReadOnlyList<CopySlice> Slices);

/// <summary>
/// Copies one file and its report to one destination and compares both, or as much of it as fits one invocation. Running twice finds
/// what the first run has copied.
/// </summary>
public sealed class CopyToRegion(CopyRun files, ReportCopier reports)
{
    [LambdaFunction(ResourceName = "CopyToRegionFunction")]
    public async Task<CopyToRegionOutput> CopyToRegionAsync(CopyToRegionInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var order = new CopyOrder(input.Source, input.Folder, input.Shard, input.Destination, input.MinimumIdentity, input.Round);
        var step = await files.CopyAsync(order, input.Slice, context, deadline.Token);
        if (step.Copy is not null)
        {
            await reports.CopyAsync(order, deadline.Token);
        }

        return new CopyToRegionOutput(order.Key, step.Copy is not null, step.Copy?.VersionId, step.Copy?.Identity, step.Slices);
    }
}
