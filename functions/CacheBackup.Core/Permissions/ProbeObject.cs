using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Permissions;

/// <summary>
/// An object that is written and removed again, for only that tells what policies, key policies and organisation rules
/// allow together. Its key is the same each time, inside the backup's folder: what a killed function leaves, RollBack finds.
/// </summary>
public sealed class ProbeObject(IAwsClients aws, ObjectRemover remover)
{
    /// <summary>The last part of its key. The role of CheckPermissions reaches no other objects.</summary>
    public const string Name = "permission-probe";

    // After a failure, the function's own deadline may have passed; it leaves this much time and a little more.
    private static readonly TimeSpan TimeToCleanUp = TimeSpan.FromSeconds(3);

    /// <summary>Writes, reads and removes the probe.</summary>
    /// <param name="bucket">Where.</param>
    /// <param name="folder">Key prefix of the backup.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="CallerNotPermittedException">A right is missing; the message names it.</exception>
    /// <exception cref="AmazonS3Exception">Any other refusal.</exception>
    public async Task TryAsync(BucketLocation bucket, string folder, CancellationToken cancellationToken)
    {
        var key = $"{folder}/{Name}";
        var version = await CleaningUpAsync(
            () => WriteAsync(bucket, key, cancellationToken),
            // Only where there was no answer can something have been written, and then its version is not known.
            error => error is TransientServiceException,
            token => remover.RemoveAsync(bucket, key, token));
        await CleaningUpAsync(
            () => ReadAsync(bucket, key, cancellationToken), _ => true, token => RemoveAsync(bucket, key, version, token));
        await RemoveAsync(bucket, key, version, cancellationToken);
    }

    // The first failure is the one to report, so a failure of the cleaning up is not: RollBack removes what is left in the folder.
    private static async Task<T> CleaningUpAsync<T>(
        Func<Task<T>> step, Predicate<Exception> isNeeded, Func<CancellationToken, Task> cleanUp)
    {
        try
        {
            return await step();
        }
        catch (Exception error) when (isNeeded(error))
        {
            using var time = new CancellationTokenSource(TimeToCleanUp);
            try
            {
                await cleanUp(time.Token);
            }
            catch (Exception second) when (second is CacheBackupException or AmazonS3Exception)
            {
            }

            throw;
        }
    }

    private async Task<string?> WriteAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            ContentBody = "Written and removed by CheckPermissions.",
            ExpectedBucketOwner = bucket.AccountId,
        };
        var answer = await aws.OnS3Async("s3:PutObject", bucket, key, s3 => s3.PutObjectAsync(request, cancellationToken));
        return string.IsNullOrEmpty(answer.VersionId) ? null : answer.VersionId;
    }

    private Task<bool> ReadAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket.Bucket, Key = key, ExpectedBucketOwner = bucket.AccountId };
        return AwsCalls.CallAsync("s3:GetObject", BucketObjects.ArnOf(bucket, key), async () =>
        {
            using var answer = await aws.S3(bucket.Region).GetObjectAsync(request, cancellationToken);
            return true;
        });
    }

    // By version, so that a versioned bucket is left without a delete marker.
    private Task<DeleteObjectResponse> RemoveAsync(BucketLocation bucket, string key, string? version, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest
        {
            BucketName = bucket.Bucket,
            Key = key,
            VersionId = version,
            ExpectedBucketOwner = bucket.AccountId,
        };
        return AwsCalls.CallAsync(
            version is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion",
            BucketObjects.ArnOf(bucket, key),
            () => aws.S3(bucket.Region).DeleteObjectAsync(request, cancellationToken));
    }
}
