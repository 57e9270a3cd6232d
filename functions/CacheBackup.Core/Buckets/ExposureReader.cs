using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Buckets;

/// <summary>Reads a bucket's settings and says what about them endangers backups.</summary>
public sealed class ExposureReader(IAwsClients aws)
{
    /// <summary>The exposure of one bucket.</summary>
    public async Task<BucketExposure> ReadAsync(ExpectedBucket bucket, CancellationToken cancellationToken)
    {
        var settings = new BucketSettings(aws, bucket.Location, cancellationToken);
        var isPublic = settings.PolicyIsPublicAsync();
        var blocks = settings.BlocksPublicAccessAsync();
        var acl = settings.AclAsync();
        var encryption = settings.EncryptionAsync();
        var versioning = settings.VersioningAsync();
        var lifecycle = settings.LifecycleAsync();
        await Task.WhenAll(isPublic, blocks, acl, encryption, versioning, lifecycle);
        return Judge(
            bucket,
            new ExposureReadings(await isPublic, await blocks, await acl, AlgorithmOf(await encryption), await versioning, await lifecycle));
    }

    /// <summary>What the settings mean.</summary>
    internal static BucketExposure Judge(ExpectedBucket bucket, ExposureReadings readings)
    {
        var foreign = readings.Acl.UnknownBecause is null ? ForeignersIn(readings.Acl.Value!, bucket.Location.Region) : null;
        return new BucketExposure(
            Known(readings.IsPublic),
            Known(readings.BlocksPublicAccess),
            foreign,
            readings.Encryption.UnknownBecause is null ? readings.Encryption.Value ?? "None" : null,
            readings.Versioning.Value,
            [.. ExposureWarnings.Of(bucket, readings, foreign ?? [])]);
    }

    private static List<string> ForeignersIn(BucketAcl acl, string region) =>
    [
        .. acl.Grants.Select(grant => grant.Grantee)
            .Where(grantee => grantee != acl.OwnerId && grantee != RegionFacts.ElastiCacheCanonicalIdOf(region))
            .Distinct(StringComparer.Ordinal),
    ];

    private static Reading<string?> AlgorithmOf(Reading<ServerSideEncryptionByDefault?> encryption) =>
        new(encryption.Value?.ServerSideEncryptionAlgorithm?.Value, encryption.UnknownBecause);

    private static bool? Known(Reading<bool> reading) => reading.UnknownBecause is null ? reading.Value : null;
}
