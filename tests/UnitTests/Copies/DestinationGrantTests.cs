using System.Text.Json;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

[Collection(LocalAwsCollection.Name)]
public class DestinationGrantTests(LocalAwsFixture aws)
{
    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("cn-north-1", "aws-cn")]
    public void The_statement_grants_the_key_prefix_of_the_bucket_to_the_account_of_the_cache(string region, string partition)
    {
        var json = DestinationGrant.Statement(new BucketLocation("copies", region, "444455556666"), "111122223333", "elasticache");

        using var statement = JsonDocument.Parse(json);
        statement.RootElement.GetProperty("Principal").GetProperty("AWS").GetString().ShouldBe($"arn:{partition}:iam::111122223333:root");
        statement.RootElement.GetProperty("Resource").EnumerateArray().Select(resource => resource.GetString())
            .ShouldBe([$"arn:{partition}:s3:::copies", $"arn:{partition}:s3:::copies/elasticache/*"]);
    }

    [Fact]
    public async Task The_statement_lets_a_repeated_step_read_back_what_it_wrote_to_a_bucket_with_versions()
    {
        const string Key = "elasticache/orders/id/manifest.json";
        var theirs = await aws.NewBucketAsync(versioned: true, account: LocalAwsFixture.OtherAccount);
        using var owner = new LocalAwsClients(aws.Host.Context.Endpoint, LocalAwsFixture.OtherAccount);
        var statement = DestinationGrant.Statement(theirs, LocalAwsFixture.Account, "elasticache");
        await owner.S3(theirs.Region).PutBucketPolicyAsync(theirs.Bucket, $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");
        await aws.PutAsync(theirs, Key, [1, 2]);

        var objects = new BucketObjects(aws.Aws);
        var written = await objects.HeadAsync(theirs, Key, default);

        var content = new byte[2];

        (await objects.ReadAsync(theirs, written!, 0, content, default)).ShouldBeTrue();
        content.ShouldBe([1, 2]);
    }
}
