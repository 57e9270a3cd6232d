using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Plans;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Aws;

/// <summary>
/// What the SDK makes of an error inside a 200, as S3 sends it when a copy or a completion fails after its answer has begun: it repeats
/// the call as often as the client may, whatever the error is, and then throws an exception with the error's own code and the status 200.
/// </summary>
[Collection(LocalAwsCollection.Name)]
public sealed class EmbeddedErrorTests(LocalAwsFixture aws)
{
    private const string Key = "p/cache/backup/shard-0001.rdb";

    [Theory]
    [InlineData("CopyObject", "InternalError", true)]
    [InlineData("CopyObject", "BadDigest", false)]
    [InlineData("UploadPartCopy", "InternalError", true)]
    [InlineData("UploadPartCopy", "SlowDown", true)]
    [InlineData("CompleteMultipartUpload", "InternalError", true)]
    [InlineData("CompleteMultipartUpload", "BadDigest", false)]
    public async Task It_is_an_exception_with_its_code_and_the_status_200(string operation, string code, bool isTransient)
    {
        var bucket = await PlanAsync(operation, code);
        using var s3 = NewClient(bucket.Region, retries: 0);

        var error = await Should.ThrowAsync<AmazonS3Exception>(CallAsync(s3, operation, bucket));

        (error.ErrorCode, error.StatusCode).ShouldBe((code, HttpStatusCode.OK));
        AwsErrors.IsTransient(error).ShouldBe(isTransient);
        AwsErrors.IsThrottling(error).ShouldBe(code == "SlowDown");
    }

    [Theory]
    [InlineData("CopyObject", "InternalError")]
    [InlineData("CopyObject", "BadDigest")]
    [InlineData("UploadPartCopy", "InternalError")]
    [InlineData("CompleteMultipartUpload", "BadDigest")]
    public async Task A_client_that_may_repeats_the_call_whatever_the_code_is(string operation, string code)
    {
        var bucket = await PlanAsync(operation, code);
        using var s3 = NewClient(bucket.Region, retries: 2);

        await CallAsync(s3, operation, bucket);
    }

    private async Task<BucketLocation> PlanAsync(string operation, string code)
    {
        var bucket = await aws.NewBucketAsync();
        aws.Plan(new Fault(FaultKind.EmbeddedError, "s3", operation) { ResourceContains = bucket.Bucket, Code = code, Times = 1 });
        return bucket;
    }

    private AmazonS3Client NewClient(string region, int retries) => new(new BasicAWSCredentials("test", "secret"), new AmazonS3Config
    {
        ServiceURL = aws.Host.Context.Endpoint.ToString(),
        AuthenticationRegion = region,
        ForcePathStyle = true,
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = retries,
    });

    private async Task CallAsync(AmazonS3Client s3, string operation, BucketLocation bucket)
    {
        await aws.PutAsync(bucket, "source", [1, 2, 3]);
        if (operation == "CopyObject")
        {
            await s3.CopyObjectAsync(bucket.Bucket, "source", bucket.Bucket, Key);
            return;
        }

        var upload = (await s3.InitiateMultipartUploadAsync(bucket.Bucket, Key)).UploadId;
        var part = await s3.CopyPartAsync(new CopyPartRequest
        {
            SourceBucket = bucket.Bucket,
            SourceKey = "source",
            DestinationBucket = bucket.Bucket,
            DestinationKey = Key,
            UploadId = upload,
            PartNumber = 1,
        });
        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = Key,
            UploadId = upload,
            PartETags = [new PartETag(1, part.ETag)],
        });
    }
}
