using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Permissions;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Permissions;

/// <summary>The evaluator and an S3 that enforces, written apart, say the same of what ElastiCache may do.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class GrantEvaluatorAgreementTests(LocalAwsFixture aws)
{
    private const string Folder = "elasticache/orders/id";
    private const string Key = $"{Folder}/shard-0001.rdb";
    private const string Everything = """["BUCKET","BUCKET/*"]""";
    private const string ElastiCache = """{"Service":"eu-west-1.elasticache-snapshot.amazonaws.com"}""";

    [Theory]
    [InlineData("Allow", ElastiCache, "\"s3:*\"", Everything)]
    [InlineData("Allow", ElastiCache, """["s3:Get*","s3:ListBucket*"]""", Everything)]
    [InlineData("Allow", ElastiCache, "\"s3:*\"", "\"BUCKET\"")]
    [InlineData("Allow", ElastiCache, "\"s3:*\"", "\"BUCKET/elasticache/*\"")]
    [InlineData("Allow", ElastiCache, "\"s3:*\"", "\"BUCKET/other/*\"")]
    [InlineData("Allow", ElastiCache, "\"s3:?????????\"", Everything)]
    [InlineData("Allow", """{"Service":"us-east-1.elasticache-snapshot.amazonaws.com"}""", "\"s3:*\"", Everything)]
    [InlineData("Allow", """{"AWS":"111122223333"}""", "\"s3:*\"", Everything)]
    [InlineData("Allow", "\"*\"", "\"s3:*\"", Everything)]
    [InlineData("Deny", "\"*\"", "\"s3:PutObject\"", Everything)]
    [InlineData("Deny", ElastiCache, "\"s3:*\"", "\"BUCKET/*.rdb\"")]
    [InlineData("Deny", "\"*\"", "\"s3:GetBucketAcl\"", "\"BUCKET\"")]
    [InlineData("Deny", """{"AWS":"444455556666"}""", "\"s3:*\"", Everything)]
    public async Task Both_allow_the_same_actions(string effect, string principal, string actions, string resources)
    {
        var bucket = await aws.NewBucketAsync();
        var statement = $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{actions}},"Resource":{{resources}}}"""
            .Replace("BUCKET", $"arn:aws:s3:::{bucket.Bucket}", StringComparison.Ordinal);
        var grant = effect == "Deny" ? "," + GrantStatement.JsonOf(bucket.Bucket, bucket.Region) : "";
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}{{grant}}]}""";
        // The owner's object, so that reading depends on the permission to read only.
        await aws.PutAsync(bucket, Key, [1]);
        await aws.Aws.S3(bucket.Region).DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket.Bucket });
        await aws.Aws.S3(bucket.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = policy });

        var finding = GrantEvaluator.Evaluate(
            new BucketGrants(new(true), new(policy), new([])), bucket.Bucket, bucket.Region, bucket.AccountId, Folder);

        var refused = await RefusedAsync(bucket.Bucket);
        finding.Actions.Intersect(Tried.Keys).ShouldBe(refused, ignoreOrder: true);
        (finding.Verdict == GrantVerdict.Granted).ShouldBe(finding.Actions.Count == 0);
    }

    private static readonly Dictionary<string, Func<IAmazonS3, string, Task>> Tried = new()
    {
        ["s3:PutObject"] = (s3, bucket) => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = Key, ContentBody = "x" }),
        ["s3:GetObject"] = (s3, bucket) => s3.GetObjectMetadataAsync(bucket, Key),
        ["s3:ListBucket"] = (s3, bucket) => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }),
        ["s3:GetBucketAcl"] = (s3, bucket) => s3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket }),
        ["s3:ListBucketMultipartUploads"] = (s3, bucket) => s3.ListMultipartUploadsAsync(bucket),
    };

    private async Task<List<string>> RefusedAsync(string bucket)
    {
        var key = aws.Host.Context.Accounts.RegisterService("eu-west-1.elasticache-snapshot.amazonaws.com", LocalAwsFixture.Account);
        using var service = new LocalAwsClients(aws.Host.Context.Endpoint, key);
        var refused = new List<string>();
        foreach (var (action, call) in Tried)
        {
            try
            {
                await call(service.S3(LocalAwsFixture.Region), bucket);
            }
            catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.Forbidden)
            {
                refused.Add(action);
            }
        }

        return refused;
    }
}
