using System.Text.Json;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Plans;

namespace CacheBackup.UnitTests.Copies;

public class DestinationGrantTests
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
}
