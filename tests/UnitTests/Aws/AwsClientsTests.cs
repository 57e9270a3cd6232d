using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.UnitTests.Standins;

namespace CacheBackup.UnitTests.Aws;

/// <summary>The clients of every Region over one endpoint. Alone: the environment is the whole process's.</summary>
[Collection(nameof(SigningRegionTests))]
public sealed class AwsClientsTests
{
    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    [InlineData("mx-central-1")]
    public async Task Calls_are_signed_for_the_Region_asked_for_wherever_the_endpoint_is(string region)
    {
        using var endpoint = new QueryEndpointStub((200, "<DescribeSnapshotsResponse/>"), (200, "<ListAllMyBucketsResult/>"));
        using var environment = new TemporaryEnvironment(
            ("AWS_ENDPOINT_URL", endpoint.Url),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"));
        using var clients = new AwsClients();

        await clients.ElastiCache(region).DescribeSnapshotsAsync(new DescribeSnapshotsRequest());
        endpoint.Authorization!.ShouldContain($"/{region}/elasticache/aws4_request");

        await clients.S3(region).ListBucketsAsync();
        endpoint.Authorization!.ShouldContain($"/{region}/s3/aws4_request");
    }

    [Fact]
    public async Task A_Region_has_one_client_however_many_ask_at_once()
    {
        using var environment = new TemporaryEnvironment(("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"));
        using var clients = new AwsClients();

        var asked = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => clients.S3("eu-west-1"))));

        asked.Distinct().Count().ShouldBe(1);
        clients.S3("us-east-1").ShouldNotBeSameAs(asked[0]);
        clients.ElastiCache("eu-west-1").ShouldBeSameAs(clients.ElastiCache("eu-west-1"));
    }

    private sealed class TemporaryEnvironment : IDisposable
    {
        private readonly (string Name, string? Before)[] _before;

        public TemporaryEnvironment(params (string Name, string Value)[] values)
        {
            _before = [.. values.Select(item => (item.Name, Environment.GetEnvironmentVariable(item.Name)))];
            foreach (var (name, value) in values)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        public void Dispose()
        {
            foreach (var (name, before) in _before)
            {
                Environment.SetEnvironmentVariable(name, before);
            }
        }
    }
}
