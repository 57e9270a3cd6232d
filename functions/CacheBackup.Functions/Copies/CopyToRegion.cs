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
public sealed record CopyToRegionInput(BucketLocation Source, string Folder, VerifiedShard Shard, CopyDestination Destination);

/// <param name="Key">The copy's key.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning.</param>
/// <param name="Identity">How well it is proven that it equals the file.</param>
public sealed record CopyToRegionOutput(string Key, string? VersionId, CopyIdentity Identity);

/// <summary>Copies one file and its report to one destination and compares both. Running twice finds the first copy.</summary>
public sealed class CopyToRegion(ShardCopier files, ReportCopier reports)
{
    [LambdaFunction(ResourceName = "CopyToRegionFunction")]
    public async Task<CopyToRegionOutput> CopyToRegionAsync(CopyToRegionInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var copy = await files.CopyAsync(input.Source, input.Folder, input.Shard, input.Destination, deadline.Token);
        await reports.CopyAsync(input.Source, input.Folder, input.Shard, input.Destination, deadline.Token);
        context.Logger.LogInformation(
            "{Key} is in {Bucket} ({Region}): {Bytes} bytes, {Identity}",
            copy.Key, input.Destination.Bucket, input.Destination.Region, input.Shard.Bytes, copy.Identity);
        return new CopyToRegionOutput(copy.Key, copy.VersionId, copy.Identity);
    }
}
