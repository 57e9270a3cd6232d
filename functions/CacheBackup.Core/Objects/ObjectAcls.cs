using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Objects;

/// <summary>Reads and writes the ACLs of objects. S3 knows no condition for them, so a look at the object goes before and after.</summary>
public sealed class ObjectAcls(IAwsClients aws)
{
    /// <summary>The ACL of exactly this version; null where it was replaced or removed since.</summary>
    public async Task<ObjectAcl?> FindAsync(BucketLocation bucket, PinnedObject pin, CancellationToken cancellationToken)
    {
        var action = pin.VersionId is null ? "s3:GetObjectAcl" : "s3:GetObjectVersionAcl";
        var request = new GetObjectAclRequest
        {
            BucketName = bucket.Bucket, Key = pin.Key, VersionId = pin.VersionId, ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            var acl = await aws.OnS3Async(action, bucket, pin.Key, s3 => s3.GetObjectAclAsync(request, cancellationToken));
            return await IsThereAsync(bucket, pin, cancellationToken) ? new ObjectAcl(acl.Owner, acl.Grants ?? []) : null;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected(action, BucketObjects.ArnOf(bucket, pin.Key), error);
        }
    }

    /// <summary>Writes an ACL over the one an object has.</summary>
    /// <returns>False where it was replaced or removed meanwhile; in a bucket without versions another object may have got the ACL.</returns>
    public async Task<bool> WriteAsync(BucketLocation bucket, PinnedObject pin, ObjectAcl acl, CancellationToken cancellationToken)
    {
        var action = pin.VersionId is null ? "s3:PutObjectAcl" : "s3:PutObjectVersionAcl";
        var request = new PutObjectAclRequest
        {
            BucketName = bucket.Bucket,
            Key = pin.Key,
            VersionId = pin.VersionId,
            AccessControlPolicy = new S3AccessControlList { Owner = acl.Owner, Grants = [.. acl.Grants] },
            ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            await aws.OnS3Async(action, bucket, pin.Key, s3 => s3.PutObjectAclAsync(request, cancellationToken));
            return await IsThereAsync(bucket, pin, cancellationToken);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected(action, BucketObjects.ArnOf(bucket, pin.Key), error);
        }
    }

    private async Task<bool> IsThereAsync(BucketLocation bucket, PinnedObject pin, CancellationToken cancellationToken)
    {
        var action = pin.VersionId is null ? "s3:GetObject" : "s3:GetObjectVersion";
        var request = new GetObjectMetadataRequest
        {
            BucketName = bucket.Bucket, Key = pin.Key, VersionId = pin.VersionId, EtagToMatch = pin.ETag, ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            await aws.OnS3Async(action, bucket, pin.Key, s3 => s3.GetObjectMetadataAsync(request, cancellationToken));
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected(action, BucketObjects.ArnOf(bucket, pin.Key), error);
        }
    }
}
