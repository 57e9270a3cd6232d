using Amazon;
using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;

namespace CacheBackup.UnitTests.Standins;

/// <summary>
/// Which Region a call is signed for while AWS_ENDPOINT_URL sends it to one local endpoint. Runs alone: the environment is
/// the whole process's.
/// </summary>
[Collection(nameof(SigningRegionTests))]
[CollectionDefinition(nameof(SigningRegionTests), DisableParallelization = true)]
public sealed class SigningRegionTests
{
    [Fact]
    public async Task A_clients_region_is_the_one_it_signs_for_even_with_an_endpoint_from_the_environment()
    {
        using var endpoint = new QueryEndpointStub((200, "<DescribeSnapshotsResponse/>"));
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_ELASTICACHE", endpoint.Url);
        try
        {
            using var client = new AmazonElastiCacheClient(
                "AKIDEXAMPLE", "secret", new AmazonElastiCacheConfig { RegionEndpoint = RegionEndpoint.USEast1 });
            await client.DescribeSnapshotsAsync(new DescribeSnapshotsRequest());
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_ELASTICACHE", null);
        }

        endpoint.Authorization!.ShouldContain("/us-east-1/elasticache/aws4_request");
    }
}
