using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>Restoring with the clients people use, and with the SDK that the functions use.</summary>
public sealed class SeedClientTests : IAsyncLifetime
{
    private const string File = "arn:aws:s3:::seeds/run-0001.rdb";
    private LocalElastiCache _aws = null!;

    public async Task InitializeAsync()
    {
        _aws = await LocalElastiCache.StartAsync();
        using var bucket = await new ExportBucket(_aws.Host, "seeds").CreateGrantedAsync();
        var group = await _aws.CreateGroupAsync("orders");
        await using (var primary = await LocalElastiCache.ConnectAsync(group.Descendants("PrimaryEndpoint").Single()))
        {
            await primary.CallAsync(["SET", "greeting", "hello"], default);
        }

        await _aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "nightly"));
        await _aws.UntilSnapshotIsAsync("nightly", "available");
        await _aws.CallAsync("CopySnapshot", ("SourceSnapshotName", "nightly"), ("TargetSnapshotName", "run"), ("TargetBucket", "seeds"));
        await _aws.UntilSnapshotIsAsync("nightly", "available");
    }

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    [AwsCliFact]
    public async Task The_AWS_CLI_restores_by_hand()
    {
        var cli = new AwsCli(_aws.Host);
        string[] create =
        [
            "elasticache", "create-replication-group", "--replication-group-id", "restored", "--replication-group-description", "by hand",
            "--cache-node-type", "cache.t4g.micro", "--snapshot-arns", File, "--cache-parameter-group-name",
        ];

        (await cli.FailAsync([.. create, "default.redis7.cluster.on", "--num-node-groups", "1"])).ShouldContain(
            "(InvalidParameterCombination) when calling the CreateReplicationGroup operation: "
            + "Slots must be provided when restoring from snapshot ARNs with cluster mode enabled");
        var answer = await cli.RunAsync([.. create, "default.redis7", "--tags", "Key=drill,Value=yes"]);

        answer.GetProperty("ReplicationGroup").GetProperty("Status").GetString().ShouldBe("creating");
        await ShouldHoldTheDataAsync();
        var events = await cli.RunAsync(
            "elasticache", "describe-events", "--source-type", "replication-group", "--source-identifier", "restored", "--duration", "60");
        events.GetProperty("Events")[0].GetProperty("Message").GetString().ShouldBe("Replication group restored created");
    }

    [Fact]
    public async Task The_SDK_restores_and_deletes_with_typed_requests_and_errors()
    {
        using var client = new AmazonElastiCacheClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonElastiCacheConfig
            {
                ServiceURL = _aws.Host.Context.Endpoint.ToString(),
                AuthenticationRegion = LocalElastiCache.Region,
            });
        var request = new CreateReplicationGroupRequest
        {
            ReplicationGroupId = "restored",
            ReplicationGroupDescription = "by SDK",
            Engine = "redis",
            EngineVersion = "7.1",
            CacheNodeType = "cache.t4g.micro",
            CacheParameterGroupName = "default.redis7",
            CacheSubnetGroupName = "private",
            SecurityGroupIds = ["sg-1"],
            SnapshotArns = [File],
            NumCacheClusters = 2,
            AtRestEncryptionEnabled = true,
            KmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/1",
            TransitEncryptionEnabled = true,
            Tags = [new Tag { Key = "drill", Value = "yes" }],
        };

        (await client.CreateReplicationGroupAsync(request)).ReplicationGroup.Status.ShouldBe("creating");
        await ShouldHoldTheDataAsync();

        var group = (await client.DescribeReplicationGroupsAsync(
            new DescribeReplicationGroupsRequest { ReplicationGroupId = "restored" })).ReplicationGroups.Single();
        (group.ClusterEnabled, group.CacheNodeType, group.KmsKeyId, group.TransitEncryptionEnabled, group.AtRestEncryptionEnabled)
            .ShouldBe((false, "cache.t4g.micro", request.KmsKeyId, true, true));
        group.NodeGroups.Single().NodeGroupMembers.Select(member => member.CurrentRole).ShouldBe(["primary", "replica"]);
        var node = (await client.DescribeCacheClustersAsync(
            new DescribeCacheClustersRequest { CacheClusterId = group.MemberClusters[0] })).CacheClusters.Single();
        (node.CacheSubnetGroupName, node.SecurityGroups.Single().SecurityGroupId, node.CacheParameterGroup.CacheParameterGroupName)
            .ShouldBe(("private", "sg-1", "default.redis7"));
        var events = await client.DescribeEventsAsync(
            new DescribeEventsRequest { SourceType = SourceType.CacheCluster, SourceIdentifier = "restored-002", Duration = 10 });
        events.Events.Single().Message.ShouldBe("Cache cluster created");

        request.SnapshotArns = ["arn:aws:s3:::seeds/absent.rdb"];
        await Should.ThrowAsync<ReplicationGroupAlreadyExistsException>(() => client.CreateReplicationGroupAsync(request));
        request.ReplicationGroupId = "other";
        (await Should.ThrowAsync<InvalidParameterValueException>(() => client.CreateReplicationGroupAsync(request))).Message
            .ShouldContain("does not contain an object with key absent.rdb");
        (await client.DeleteReplicationGroupAsync(new DeleteReplicationGroupRequest { ReplicationGroupId = "restored" }))
            .ReplicationGroup.Status.ShouldBe("deleting");
    }

    private async Task ShouldHoldTheDataAsync()
    {
        var group = await _aws.UntilGroupIsAsync("restored", "available");
        await using var server = await LocalElastiCache.ConnectAsync(group.Descendants("PrimaryEndpoint").Single());
        (await server.CallAsync(["GET", "greeting"], default)).Text.ShouldBe("hello");
    }
}
