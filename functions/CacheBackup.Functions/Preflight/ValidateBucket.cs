using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Plans;

namespace CacheBackup.Functions.Preflight;

/// <param name="Bucket">The bucket, where it has to be, and the field that named it.</param>
/// <param name="AccountId">The account this run belongs to, 12 digits.</param>
public sealed record ValidateBucketInput(ExpectedBucket Bucket, string AccountId);

/// <param name="Bucket">Its name.</param>
/// <param name="Region">Its Region.</param>
/// <param name="Exposure">Who else could read or lose the backups in it.</param>
public sealed record ValidateBucketOutput(string Bucket, string Region, BucketExposure Exposure);

/// <summary>Checks name, existence, Region and owner of one bucket, and reports its exposure. Changes nothing.</summary>
public sealed class ValidateBucket(BucketFinder buckets, ExposureReader exposures)
{
    [LambdaFunction(ResourceName = "ValidateBucketFunction")]
    public async Task<ValidateBucketOutput> ValidateBucketAsync(ValidateBucketInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var (bucket, region, _) = input.Bucket.Location;
        BucketNames.Demand(input.Bucket.Field, bucket);
        await buckets.DemandAsync(input.Bucket, input.AccountId, deadline.Token);
        var exposure = await exposures.ReadAsync(input.Bucket, deadline.Token);
        context.Logger.Log(
            exposure.Warnings.Count == 0 ? LogLevel.Information : LogLevel.Warning,
            "Bucket {Bucket} is in {Region}; encryption {Encryption}, versioning {Versioning}; {WarningCount} warnings: {Warnings}",
            bucket, region, exposure.Encryption ?? "unknown", exposure.Versioning ?? "unknown",
            exposure.Warnings.Count, string.Join(" ", exposure.Warnings));
        return new ValidateBucketOutput(bucket, region, exposure);
    }
}
