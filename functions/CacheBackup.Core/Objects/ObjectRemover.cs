using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Objects;

/// <summary>
/// Removes what a run wrote below a key prefix: every version and delete marker by its version id, so that a versioned
/// bucket is as it was before, and unfinished uploads. Repeating it is safe.
/// </summary>
public sealed class ObjectRemover(IAwsClients aws)
{
    // The limit of one DeleteObjects request.
    private const int MostKeysPerRequest = 1000;

    /// <summary>Removes every version of one object. Refusals are reported, not thrown.</summary>
    public async Task<RemovalReport> RemoveObjectAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            var versions = await ListVersionsAsync(bucket, key, cancellationToken);
            return await RemoveVersionsAsync(bucket, versions.Where(version => version.Key == key), cancellationToken);
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:ListBucketVersions", BucketObjects.ArnOf(bucket, key), error);
        }
    }

    /// <summary>Removes everything whose key starts with the prefix. Refusals for single objects are reported, not thrown.</summary>
    public async Task<RemovalReport> RemoveAsync(BucketLocation bucket, string prefix, CancellationToken cancellationToken)
    {
        try
        {
            // Uploads first: one that is completed meanwhile is an object by the time they are listed.
            var report = await AbortEachAsync(bucket, prefix, null, cancellationToken);
            var versions = await ListVersionsAsync(bucket, prefix, cancellationToken);
            return report.And(await RemoveVersionsAsync(bucket, versions, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchBucket")
        {
            return RemovalReport.Nothing;
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:ListBucketVersions", BucketObjects.ArnOf(bucket, prefix), error);
        }
    }

    /// <summary>Aborts the uploads of keys that start with the prefix.</summary>
    /// <param name="bucket">Where.</param>
    /// <param name="prefix">Key prefix.</param>
    /// <param name="begunBefore">Only those begun before.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<RemovalReport> AbortUploadsAsync(
        BucketLocation bucket, string prefix, DateTimeOffset begunBefore, CancellationToken cancellationToken)
    {
        try
        {
            return await AbortEachAsync(bucket, prefix, begunBefore, cancellationToken);
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected("s3:ListBucketMultipartUploads", BucketObjects.ArnOf(bucket, prefix), error);
        }
    }

    private async Task<RemovalReport> RemoveVersionsAsync(
        BucketLocation bucket, IEnumerable<KeyVersion> versions, CancellationToken cancellationToken)
    {
        var report = RemovalReport.Nothing;
        foreach (var batch in versions.Chunk(MostKeysPerRequest))
        {
            report = report.And(await DeleteAsync(bucket, batch, cancellationToken));
        }

        return report;
    }

    private async Task<List<KeyVersion>> ListVersionsAsync(BucketLocation bucket, string prefix, CancellationToken cancellationToken)
    {
        var versions = new List<KeyVersion>();
        var request = new ListVersionsRequest { BucketName = bucket.Bucket, Prefix = prefix, ExpectedBucketOwner = bucket.AccountId };
        ListVersionsResponse page;
        do
        {
            page = await aws.OnS3Async("s3:ListBucketVersions", bucket, prefix, s3 => s3.ListVersionsAsync(request, cancellationToken));
            versions.AddRange((page.Versions ?? []).Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId }));
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);
        return versions;
    }

    private async Task<RemovalReport> DeleteAsync(BucketLocation bucket, KeyVersion[] batch, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest { BucketName = bucket.Bucket, Objects = [.. batch], ExpectedBucketOwner = bucket.AccountId };
        try
        {
            await aws.OnS3Async("s3:DeleteObjectVersion", bucket, batch[0].Key, s3 => s3.DeleteObjectsAsync(request, cancellationToken));
            return new RemovalReport(batch.Length, []);
        }
        catch (DeleteObjectsException error)
        {
            // The SDK throws when any key of the batch was refused.
            var left = error.Response.DeleteErrors.ConvertAll(refused => Describe(bucket, refused));
            return new RemovalReport(batch.Length - left.Count, left);
        }
    }

    private async Task<RemovalReport> AbortEachAsync(
        BucketLocation bucket, string prefix, DateTimeOffset? begunBefore, CancellationToken cancellationToken)
    {
        var aborted = 0;
        var request = new ListMultipartUploadsRequest
        {
            BucketName = bucket.Bucket,
            Prefix = prefix,
            ExpectedBucketOwner = bucket.AccountId,
        };
        ListMultipartUploadsResponse page;
        do
        {
            page = await aws.OnS3Async(
                "s3:ListBucketMultipartUploads", bucket, prefix, s3 => s3.ListMultipartUploadsAsync(request, cancellationToken));
            foreach (var upload in (page.MultipartUploads ?? []).Where(upload => begunBefore is null || upload.Initiated < begunBefore))
            {
                await AbortAsync(bucket, upload, cancellationToken);
                aborted++;
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        return new RemovalReport(aborted, []);
    }

    private async Task AbortAsync(BucketLocation bucket, MultipartUpload upload, CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = upload.Key,
            UploadId = upload.UploadId,
            ExpectedBucketOwner = bucket.AccountId,
        };
        try
        {
            await aws.OnS3Async(
                "s3:AbortMultipartUpload", bucket, upload.Key, s3 => s3.AbortMultipartUploadAsync(request, cancellationToken));
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload")
        {
            // Completed or aborted since it was listed: nothing is left of it.
        }
    }

    private static string Describe(BucketLocation bucket, DeleteError refused) =>
        $"s3://{bucket.Bucket}/{refused.Key} version {refused.VersionId}: {refused.Code}";
}
