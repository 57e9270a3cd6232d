using Amazon.S3;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Permissions;

/// <summary>Begins to write to every destination as the copies will be written, and stops.</summary>
public sealed class DestinationAccess(ProbeUpload probe)
{
    /// <summary>Tries all destinations at once. Each leaves nothing behind, whichever fails.</summary>
    /// <exception cref="DestinationNotWritableException">One cannot be written to; of several, the first of the request.</exception>
    public Task DemandAsync(BackupPlan plan, CancellationToken cancellationToken) =>
        Task.WhenAll(plan.Destinations.Select(destination => DemandAsync(plan, destination, cancellationToken)));

    private async Task DemandAsync(BackupPlan plan, CopyDestination destination, CancellationToken cancellationToken)
    {
        var bucket = new BucketLocation(destination.Bucket, destination.Region, destination.AccountId!);
        try
        {
            await probe.TryAsync(bucket, plan.Folder, destination, cancellationToken);
        }
        catch (CallerNotPermittedException error)
        {
            throw NotWritable(bucket, error.Message, HintFor(plan, bucket, destination.KmsKeyId), error);
        }
        catch (AmazonS3Exception error)
        {
            const string Hint = "Correct what S3 names: most often KmsKeyId is no usable key of the destination's Region, or the "
                + "bucket of an ObjectLock has no object lock.";
            throw NotWritable(bucket, $"{AwsErrors.Describe(error)}.", Hint, error);
        }
    }

    private static DestinationNotWritableException NotWritable(BucketLocation bucket, string why, string hint, Exception error) => new(
        $"A copy cannot be written to bucket {bucket.Bucket} in {bucket.Region} of account {bucket.AccountId}: {why}", hint, error);

    private static string HintFor(BackupPlan plan, BucketLocation bucket, string? key)
    {
        var keyHint = key is null ? "" : $"Allow kms:GenerateDataKey and kms:Decrypt on {key} in its key policy too. ";
        var account = plan.ExportBucket.AccountId;
        return keyHint + (bucket.AccountId == account
            ? "Allow the action named in the role's policy, and look for a Deny in the bucket policy."
            : $"Account {bucket.AccountId} has to add this statement to the policy of bucket {bucket.Bucket}: "
                + DestinationGrant.Statement(bucket, account, plan.Buckets[0].KeyPrefix));
    }
}
