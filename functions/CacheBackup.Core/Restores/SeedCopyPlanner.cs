using CacheBackup.Core.Aws;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Restores;

/// <summary>Makes sure, before the first byte is written, that a bucket can take a backup and ElastiCache could read it there.</summary>
public sealed class SeedCopyPlanner(IAwsClients aws, BucketFinder buckets, BucketObjects objects, ManifestReader manifests)
{
    private const string Field = $"{nameof(RestoreRequest.Backup)}.{nameof(RestoreSource.CopyTo)}";
    private const string KeyOfAws = "alias/aws/s3";

    /// <summary>Plans the copy. One that an earlier restore has finished is used as it is.</summary>
    /// <param name="execution">Region and account of the new cache, and of the bucket.</param>
    /// <param name="found">The manifest that was found in another Region.</param>
    /// <param name="bucket">The bucket to copy to.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="InvalidBucketNameException">No bucket has such a name.</exception>
    /// <exception cref="BucketMissingException">There is no such bucket.</exception>
    /// <exception cref="BucketInWrongRegionException">It is in another Region.</exception>
    /// <exception cref="BucketOfAnotherAccountException">It is someone else's.</exception>
    /// <exception cref="SeedFileUnusableException">ElastiCache could not read what is written there.</exception>
    /// <exception cref="DestinationObjectTakenException">It has another manifest in the backup's place.</exception>
    public async Task<SeedChoice> PlanAsync(
        ExecutionArn execution, SeedLocation found, string bucket, CancellationToken cancellationToken)
    {
        BucketNames.Demand(Field, bucket);
        var target = new BucketLocation(bucket, execution.Region, execution.AccountId);
        await buckets.DemandAsync(new ExpectedBucket(Field, target, ""), execution.AccountId, cancellationToken);
        var seed = new SeedLocation(target, BackupManifest.KeyIn(found.Folder!), []);
        if (await IsCopiedAsync(found, seed, cancellationToken))
        {
            return new SeedChoice(seed, null, [$"An earlier restore has copied the backup to {bucket} already: nothing is copied."]);
        }

        var destination = new CopyDestination(target.Region, bucket, target.AccountId, await KeyOfAsync(target, cancellationToken));
        return new SeedChoice(seed, new SeedCopy(found, destination), [
            $"The backup is copied from {found.Bucket.Bucket} ({found.Bucket.Region}) to {bucket} first; the copy stays there, whatever becomes "
            + "of the restore."]);
    }

    private async Task<bool> IsCopiedAsync(SeedLocation found, SeedLocation seed, CancellationToken cancellationToken)
    {
        if (await objects.FindAsync(seed.Bucket, seed.ManifestKey!, cancellationToken) is not { } there)
        {
            return false;
        }

        var content = await manifests.ReadContentAsync(found.Bucket, found.ManifestKey!, cancellationToken);
        return there.Content.AsSpan().SequenceEqual(content) ? true : throw SeedCopyFailures.OtherManifest(seed, found);
    }

    // Named with every copy, so that it is used without an S3 Bucket Key, whatever the bucket's default is.
    private async Task<string?> KeyOfAsync(BucketLocation target, CancellationToken cancellationToken)
    {
        var (byDefault, unknownBecause) = await new BucketSettings(aws, target, cancellationToken).EncryptionAsync();
        if (unknownBecause is not null)
        {
            throw SeedCopyFailures.EncryptionUnknown(target, unknownBecause);
        }

        if (byDefault?.ServerSideEncryptionAlgorithm?.Value is not ("aws:kms" or "aws:kms:dsse"))
        {
            return null;
        }

        return byDefault.ServerSideEncryptionKeyManagementServiceKeyId is { Length: > 0 } key && !key.EndsWith(KeyOfAws, StringComparison.Ordinal)
            ? key
            : throw SeedCopyFailures.KeyOfAws(target);
    }
}
