using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Making, finding and removing buckets.</summary>
public sealed class BucketTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Other = "444455556666";

    [Fact]
    public async Task A_bucket_is_made_in_the_Region_its_request_is_signed_for()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        (await s3.GetBucketLocationAsync(bucket)).Location.Value.ShouldBe("eu-west-1");
        (await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket })).BucketRegion.ShouldBe("eu-west-1");
    }

    [Fact]
    public async Task A_bucket_in_us_east_1_has_no_location()
    {
        using var s3 = aws.S3("us-east-1");
        var bucket = await aws.NewBucketAsync("us-east-1");
        (await s3.GetBucketLocationAsync(bucket)).Location.Value.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("eu-west-1", null, "IllegalLocationConstraintException")]
    [InlineData("eu-west-1", "eu-central-1", "IllegalLocationConstraintException")]
    [InlineData("us-east-1", "us-east-1", "InvalidLocationConstraint")]
    [InlineData("us-east-1", "mars", "InvalidLocationConstraint")]
    public async Task A_location_constraint_must_fit_the_endpoint(string signedFor, string? constraint, string error)
    {
        using var s3 = aws.S3(signedFor);
        var configuration = constraint is null ? null : new PutBucketConfiguration { LocationConstraint = constraint };
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "misplaced-bucket", PutBucketConfiguration = configuration, UseClientRegion = false })
            .ShouldFailAsync(error);
    }

    [Fact]
    public async Task A_bucket_name_is_taken_for_its_owner_and_for_everyone_else()
    {
        var bucket = await aws.NewBucketAsync();
        await CreateAgainAsync(null).ShouldFailAsync("BucketAlreadyOwnedByYou");
        await CreateAgainAsync(Other).ShouldFailAsync("BucketAlreadyExists");

        async Task CreateAgainAsync(string? account)
        {
            using var s3 = aws.S3(accessKeyId: account);
            await s3.PutBucketAsync(new PutBucketRequest
            {
                BucketName = bucket,
                PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = "eu-west-1" },
                UseClientRegion = false,
            });
        }
    }

    [Fact]
    public async Task In_us_east_1_making_ones_own_bucket_again_is_no_error()
    {
        using var s3 = aws.S3("us-east-1");
        var bucket = await aws.NewBucketAsync("us-east-1");
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, UseClientRegion = false });
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Capitals")]
    [InlineData("under_score")]
    [InlineData("two..dots")]
    [InlineData("-start")]
    [InlineData("end-")]
    [InlineData("192.168.0.1")]
    [InlineData("xn--punycode")]
    [InlineData("bucket-s3alias")]
    public async Task A_bucket_name_that_breaks_the_rules_is_refused(string name)
    {
        using var http = new HttpClient { BaseAddress = aws.Host.Context.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/{name}");
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).ShouldContain("<Code>InvalidBucketName</Code>");
    }

    [Fact]
    public async Task A_bucket_with_objects_is_not_deleted()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "body" });
        await s3.DeleteBucketAsync(bucket).ShouldFailAsync("BucketNotEmpty");
        await s3.DeleteObjectAsync(bucket, "key");
        await s3.DeleteBucketAsync(bucket);
        await s3.GetBucketLocationAsync(bucket).ShouldFailAsync("NoSuchBucket");
    }

    [Fact]
    public async Task ListBuckets_shows_the_callers_account_only_and_nothing_to_a_stranger()
    {
        var (mine, others) = (await aws.NewBucketAsync(), await aws.NewBucketAsync(accessKeyId: Other));
        using var s3 = aws.S3();
        var listed = (await s3.ListBucketsAsync()).Buckets.ConvertAll(bucket => bucket.BucketName);
        listed.ShouldContain(mine);
        listed.ShouldNotContain(others);
        using var service = aws.SnapshotServiceS3();
        await service.ListBucketsAsync().ShouldFailAsync("AccessDenied");
    }

    [Fact]
    public async Task ListBuckets_pages()
    {
        const string Account = "777788889999";
        var names = new[] { await aws.NewBucketAsync(accessKeyId: Account), await aws.NewBucketAsync(accessKeyId: Account) };
        using var s3 = aws.S3(accessKeyId: Account);
        var first = await s3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1 });
        var second = await s3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1, ContinuationToken = first.ContinuationToken });
        first.Buckets.Concat(second.Buckets).Select(bucket => bucket.BucketName).ShouldBe(names.Order());
        first.Buckets[0].BucketRegion.ShouldBe("eu-west-1");
        second.ContinuationToken.ShouldBeNull();
    }

    [Fact]
    public async Task The_expected_owner_is_enforced()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.GetBucketLocationAsync(
            new GetBucketLocationRequest { BucketName = bucket, ExpectedBucketOwner = aws.Host.Context.Options.DefaultAccountId });
        await s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = bucket, ExpectedBucketOwner = Other })
            .ShouldFailAsync("AccessDenied");
    }
}
