using System.Net;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.ElastiCache;

public sealed class WireTests
{
    [Theory]
    [InlineData("CreateServerlessCache")]
    [InlineData("ExportServerlessCacheSnapshot")]
    [InlineData("ModifyReplicationGroup")]
    public async Task An_operation_we_lack_says_so(string action)
    {
        await using var aws = await LocalElastiCache.StartAsync();

        (await aws.FailAsync(action))
            .ShouldBe((501, "NotImplemented", $"The local ElastiCache does not implement the operation {action}."));
    }

    [Fact]
    public async Task A_parameter_we_lack_is_never_ignored()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        (await aws.FailAsync("DescribeReplicationGroups", ("Filter", "x"))).Message
            .ShouldBe("The local ElastiCache does not implement the parameter Filter of DescribeReplicationGroups.");
    }

    [Fact]
    public async Task An_error_names_its_request_and_who_is_to_blame()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        var (status, answer) = await aws.SendAsync("DescribeCacheClusters", [("CacheClusterId", "absent")]);

        status.ShouldBe(HttpStatusCode.NotFound);
        answer.Element("Error")!.Elements().Select(member => (member.Name.LocalName, member.Value))
            .ShouldBe([("Type", "Sender"), ("Code", "CacheClusterNotFound"), ("Message", "CacheCluster not found: absent")]);
        answer.Element("RequestId")!.Value.Length.ShouldBe(36);
    }

    [Fact]
    public async Task Injected_faults_hit_the_operation_and_the_resource_they_name()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        aws.Host.Context.Faults.Add(new Fault(FaultKind.Error, "elasticache", "DescribeSnapshots")
        {
            ResourceContains = "nightly",
            Times = 1,
            Status = 400,
            Code = "Throttling",
            Message = "Rate exceeded",
        });
        aws.Host.Context.Faults.Add(new Fault(FaultKind.DropConnection, "elasticache", "DescribeEvents"));

        await aws.CallAsync("DescribeSnapshots");
        (await aws.FailAsync("DescribeSnapshots", ("SnapshotName", "nightly"))).ShouldBe((400, "Throttling", "Rate exceeded"));
        (await aws.FailAsync("DescribeSnapshots", ("SnapshotName", "nightly"))).Code.ShouldBe("SnapshotNotFoundFault");
        await Should.ThrowAsync<HttpRequestException>(() => aws.CallAsync("DescribeEvents"));
    }
}
