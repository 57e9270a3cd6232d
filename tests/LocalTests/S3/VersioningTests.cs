using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Versions, delete markers, and the null version.</summary>
public sealed class VersioningTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    [Fact]
    public async Task Every_write_makes_a_version_and_a_delete_only_marks()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await SetAsync(s3, bucket, VersionStatus.Enabled);
        var (first, second) = (await WriteAsync(s3, bucket, "1"), await WriteAsync(s3, bucket, "2"));
        first.ShouldNotBe(second);
        var deleted = await s3.DeleteObjectAsync(bucket, "key");
        deleted.DeleteMarker.ShouldBe("true");
        await s3.GetObjectAsync(bucket, "key").ShouldFailAsync("NoSuchKey");
        (await ReadAsync(s3, bucket, first)).ShouldBe("1");
        await s3.GetObjectAsync(bucket, "key", deleted.VersionId).ShouldFailAsync("MethodNotAllowed");
        await s3.GetObjectAsync(bucket, "key", new string('A', 32)).ShouldFailAsync("NoSuchVersion");
        await s3.GetObjectAsync(bucket, "key", "nonsense").ShouldFailAsync("InvalidArgument");

        (await s3.DeleteObjectAsync(bucket, "key", deleted.VersionId)).DeleteMarker.ShouldBe("true");
        (await ReadAsync(s3, bucket, null)).ShouldBe("2");
        await s3.DeleteObjectAsync(bucket, "key", second);
        (await ReadAsync(s3, bucket, null)).ShouldBe("1");
        await s3.DeleteBucketAsync(bucket).ShouldFailAsync("BucketNotEmpty");
    }

    [Fact]
    public async Task The_null_version_is_kept_beside_others_and_replaced_while_suspended()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        (await WriteAsync(s3, bucket, "unversioned")).ShouldBeNull();
        await SetAsync(s3, bucket, VersionStatus.Enabled);
        await WriteAsync(s3, bucket, "versioned");
        (await ReadAsync(s3, bucket, "null")).ShouldBe("unversioned");
        await SetAsync(s3, bucket, VersionStatus.Suspended);
        (await WriteAsync(s3, bucket, "suspended")).ShouldBe("null");
        (await ReadAsync(s3, bucket, "null")).ShouldBe("suspended");
        var marker = await s3.DeleteObjectAsync(bucket, "key");
        marker.VersionId.ShouldBe("null");
        var versions = (await s3.ListVersionsAsync(bucket)).Versions;
        versions.Count.ShouldBe(2);
        versions[0].IsDeleteMarker.ShouldBe(true);
        versions[0].IsLatest.ShouldBe(true);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_and_page_inside_a_key()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await SetAsync(s3, bucket, VersionStatus.Enabled);
        var written = new[] { await WriteAsync(s3, bucket, "1"), await WriteAsync(s3, bucket, "2"), await WriteAsync(s3, bucket, "3") };
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = 2 };
        var first = await s3.ListVersionsAsync(request);
        first.Versions.ConvertAll(version => version.VersionId).ShouldBe([written[2]!, written[1]!]);
        (request.KeyMarker, request.VersionIdMarker) = (first.NextKeyMarker, first.NextVersionIdMarker);
        (await s3.ListVersionsAsync(request)).Versions.ConvertAll(version => version.VersionId).ShouldBe([written[0]!]);
    }

    [Fact]
    public async Task Reading_a_version_is_an_action_of_its_own()
    {
        const string Other = "444455556666";
        using var s3 = aws.S3();
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await aws.NewBucketAsync();
        await SetAsync(s3, bucket, VersionStatus.Enabled);
        var version = await WriteAsync(s3, bucket, "1");
        await s3.PutBucketPolicyAsync(bucket, Policies.Allow(bucket, $"\"AWS\": \"{Other}\"", "s3:GetObject"));
        (await ReadAsync(other, bucket, null)).ShouldBe("1");
        await other.GetObjectAsync(bucket, "key", version).ShouldFailAsync("AccessDenied");
        await s3.PutBucketPolicyAsync(bucket, Policies.Allow(bucket, $"\"AWS\": \"{Other}\"", "s3:GetObjectVersion"));
        (await ReadAsync(other, bucket, version)).ShouldBe("1");
    }

    [Fact]
    public async Task MFA_delete_is_refused_rather_than_passed_over()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        (await raw.PutAsync(
            $"/{bucket}?versioning",
            "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>"))
            .ShouldBeError(501, "NotImplemented");
        (await raw.PutAsync($"/{bucket}?versioning", "<VersioningConfiguration/>"))
            .ShouldBeError(400, "IllegalVersioningConfigurationException");
        (await raw.PutAsync($"/{bucket}?versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"))
            .ShouldBeError(400, "MalformedXML");
        (await raw.SendAsync(HttpMethod.Delete, $"/{bucket}/key", null, ("x-amz-mfa", "1 2"))).ShouldBeError(501, "NotImplemented");
    }

    private static Task<PutBucketVersioningResponse> SetAsync(AmazonS3Client s3, string bucket, VersionStatus status) =>
        s3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = status } });

    private static async Task<string?> WriteAsync(AmazonS3Client s3, string bucket, string body) =>
        (await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = body })).VersionId;

    private static async Task<string> ReadAsync(AmazonS3Client s3, string bucket, string? versionId)
    {
        using var got = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "key", VersionId = versionId });
        using var reader = new StreamReader(got.ResponseStream);
        return await reader.ReadToEndAsync();
    }
}
