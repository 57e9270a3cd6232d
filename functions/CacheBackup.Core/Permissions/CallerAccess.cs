using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Permissions;

/// <summary>
/// Tries what CopySnapshot does in the caller's name on the export bucket, so that a missing right shows before a snapshot
/// is made.
/// </summary>
public sealed class CallerAccess(IAwsClients aws, ProbeObject probe)
{
    /// <summary>Makes each call once, and leaves nothing behind.</summary>
    /// <exception cref="CallerNotPermittedException">The message names the first right that is missing.</exception>
    public async Task DemandAsync(BackupPlan plan, CancellationToken cancellationToken)
    {
        var (bucket, region, owner) = plan.ExportBucket;
        var s3 = aws.S3(region);
        await DemandListAllAsync(s3, cancellationToken);
        var location = new GetBucketLocationRequest { BucketName = bucket, ExpectedBucketOwner = owner };
        var list = new ListObjectsV2Request { BucketName = bucket, Prefix = $"{plan.Folder}/", MaxKeys = 1, ExpectedBucketOwner = owner };
        var acl = new GetBucketAclRequest { BucketName = bucket, ExpectedBucketOwner = owner };
        await AwsCalls.ExpectAsync("s3:GetBucketLocation", bucket, () => s3.GetBucketLocationAsync(location, cancellationToken));
        await AwsCalls.ExpectAsync("s3:ListBucket", bucket, () => s3.ListObjectsV2Async(list, cancellationToken));
        await AwsCalls.ExpectAsync("s3:GetBucketAcl", bucket, () => s3.GetBucketAclAsync(acl, cancellationToken));
        await DemandProbeAsync(plan, cancellationToken);
    }

    private static async Task DemandListAllAsync(IAmazonS3 s3, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListBucketsRequest { MaxBuckets = 1 };
            await AwsCalls.ExpectAsync("s3:ListAllMyBuckets", "*", () => s3.ListBucketsAsync(request, cancellationToken));
        }
        catch (CallerNotPermittedException error)
        {
            throw new CallerNotPermittedException(
                "The role may not do s3:ListAllMyBuckets on *.", CallerPermissions.ListAllMyBucketsHint, error);
        }
    }

    private async Task DemandProbeAsync(BackupPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await probe.TryAsync(plan.ExportBucket, plan.Folder, cancellationToken);
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:PutObject", plan.ExportBucket.Bucket, error);
        }
    }
}
