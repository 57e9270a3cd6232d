using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Regions, addresses, presigned URLs, injected faults, and what is not there.</summary>
public sealed class EndpointTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    [Fact]
    public async Task A_request_for_another_Region_is_sent_there()
    {
        using var raw = new RawS3(aws, "us-east-1");
        var bucket = await aws.NewBucketAsync();
        var redirected = await raw.GetAsync($"/{bucket}?acl");
        redirected.ShouldBeError(301, "PermanentRedirect");
        redirected.Headers["x-amz-bucket-region"].ShouldBe("eu-west-1");
        redirected.Body.ShouldContain($"<Endpoint>{bucket}.s3.eu-west-1.amazonaws.com</Endpoint>");
        var head = await raw.SendAsync(HttpMethod.Head, $"/{bucket}");
        ((int)head.Status).ShouldBe(301);
        head.Headers["x-amz-bucket-region"].ShouldBe("eu-west-1");
        head.Body.ShouldBeEmpty();
        (await raw.GetAsync($"/{bucket}?location")).Body.ShouldContain(">eu-west-1</LocationConstraint>");
    }

    [Fact]
    public async Task Through_its_own_host_name_a_bucket_answers_that_the_Region_is_wrong()
    {
        using var wrong = new RawS3(aws, "us-east-1");
        using var right = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await right.PutAsync($"/{bucket}/dir/key", "body");
        var host = ("Host", $"{bucket}.localhost:{aws.Host.Context.Endpoint.Port}");
        (await right.GetAsync("/dir/key", host)).Body.ShouldBe("body");
        (await right.GetAsync("/?list-type=2", host)).Body.ShouldContain("<Key>dir/key</Key>");
        var refused = await wrong.GetAsync("/dir/key", host);
        refused.ShouldBeError(400, "AuthorizationHeaderMalformed");
        refused.Body.ShouldContain("<Region>eu-west-1</Region>");
    }

    [Fact]
    public async Task A_presigned_URL_works_until_it_expires()
    {
        using var s3 = aws.S3();
        using var http = new HttpClient();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "body" });
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = "key",
            Protocol = Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5)
        };
        (await http.GetStringAsync(await s3.GetPreSignedURLAsync(request))).ShouldBe("body");
        var expired = (await s3.GetPreSignedURLAsync(request)).Replace("X-Amz-Expires=", "X-Amz-Expires=-9", StringComparison.Ordinal);
        (await http.GetAsync(expired)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var raw = new RawS3(aws);
        (await raw.GetAsync($"/{bucket}/key?AWSAccessKeyId=test&Signature=x&Expires=1")).ShouldBeError(400, "InvalidRequest");
    }

    [Theory]
    [InlineData("replication")]
    [InlineData("notification")]
    [InlineData("website")]
    [InlineData("logging")]
    [InlineData("object-lock")]
    [InlineData("cors")]
    [InlineData("accelerate")]
    public async Task A_sub_resource_that_is_not_there_says_so(string name)
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.GetAsync($"/{bucket}?{name}")).ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}?{name}", "<x/>")).ShouldBeError(501, "NotImplemented");
    }

    [Fact]
    public async Task Object_operations_and_headers_that_are_not_there_say_so()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.SendAsync(HttpMethod.Post, $"/{bucket}/key?select&select-type=2")).ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}/key?retention", "<x/>")).ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}/key", "x", ("x-amz-object-lock-legal-hold", "ON"))).ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}/key", "x", ("x-amz-website-redirect-location", "/x"))).ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}/key?versionId=null", "x")).ShouldBeError(400, "InvalidArgument");
        (await raw.SendAsync(HttpMethod.Patch, $"/{bucket}/key")).ShouldBeError(405, "MethodNotAllowed");
        (await raw.SendAsync(HttpMethod.Post, $"/{bucket}?delete", new StringContent("<Delete><Object><Key>a</Key></Object></Delete>")))
            .ShouldBeError(400, "InvalidRequest");
    }

    [Fact]
    public async Task Errors_carry_the_ids_of_the_request()
    {
        using var raw = new RawS3(aws);
        var answer = await raw.GetAsync("/no-such-bucket-at-all");
        answer.ShouldBeError(404, "NoSuchBucket");
        answer.Body.ShouldContain($"<RequestId>{answer.Headers["x-amz-request-id"]}</RequestId>");
        answer.Body.ShouldContain($"<HostId>{answer.Headers["x-amz-id-2"]}</HostId>");
    }

    [Fact]
    public async Task Faults_hit_the_call_they_are_planned_for()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "body" });
        var faults = aws.Host.Context.Faults;
        faults.Add(new Fault(FaultKind.Error, "s3", "GetObject") { ResourceContains = $"{bucket}/key", Times = 1 });
        await s3.GetObjectAsync(bucket, "key").ShouldFailAsync("SlowDown");
        (await s3.GetObjectAsync(bucket, "key")).Dispose();

        faults.Add(new Fault(FaultKind.EmbeddedError, "s3", "CopyObject")
        {
            ResourceContains = bucket,
            Times = 1,
            Code = "InternalError",
            Message = "We encountered an internal error.",
        });
        using var raw = new RawS3(aws);
        var copied = await raw.PutAsync($"/{bucket}/copy", "", ("x-amz-copy-source", $"{bucket}/key"));
        copied.ShouldBeError(200, "InternalError");
        (await raw.GetAsync($"/{bucket}/copy")).ShouldBeError(404, "NoSuchKey");

        faults.Add(new Fault(FaultKind.DropConnection, "s3", "HeadObject") { ResourceContains = bucket, Times = 1 });
        await Should.ThrowAsync<HttpRequestException>(raw.SendAsync(HttpMethod.Head, $"/{bucket}/key"));

        faults.Add(new Fault(FaultKind.Interfere, "s3", "GetObject")
        {
            ResourceContains = bucket,
            Times = 1,
            Before = async () => await s3.DeleteObjectAsync(bucket, "key"),
        });
        await s3.GetObjectAsync(bucket, "key").ShouldFailAsync("NoSuchKey");

        faults.Add(new Fault(FaultKind.Stall, "s3", "ListObjectsV2")
        {
            ResourceContains = bucket,
            Times = 1,
            Delay = TimeSpan.FromMilliseconds(200),
        });
        var started = TimeProvider.System.GetTimestamp();
        await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task What_nobody_uses_any_more_leaves_the_disk()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var directory = new DirectoryInfo(Path.Combine(aws.Host.Context.Scratch.FullName, "s3"));
        var before = directory.GetFiles().Length;
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "body" });
        await s3.CopyObjectAsync(bucket, "key", bucket, "copy");
        directory.GetFiles().Length.ShouldBe(before + 1);
        await s3.DeleteObjectAsync(bucket, "key");
        (await s3.GetObjectAsync(bucket, "copy")).ContentLength.ShouldBe(4);
        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = "copy",
            ContentBody = "other",
            ChecksumCRC32 = "AAAAAA==",
        }).ShouldFailAsync("BadDigest");
        await s3.DeleteObjectAsync(bucket, "copy");
        directory.GetFiles().Length.ShouldBe(before);
    }
}
