using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>The clients people use: the AWS CLI, boto3 and redis-cli, and the SDK that the functions use.</summary>
public sealed class ClientTests
{
    [NeedsProgramFact("aws", "--version")]
    public async Task The_AWS_CLI_backs_a_group_up_by_hand()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        var host = aws.Host;
        await ProgramRun.SucceedAsync(
            host, "aws", "elasticache", "create-replication-group",
            "--replication-group-id", "orders", "--replication-group-description", "by hand",
            "--engine", "valkey", "--cache-node-type", "cache.t4g.micro", "--num-cache-clusters", "2", "--tags", "Key=team,Value=shop");
        await ProgramRun.SucceedAsync(
            host, "aws", "elasticache", "wait", "replication-group-available", "--replication-group-id", "orders");
        await ProgramRun.SucceedAsync(
            host, "aws", "elasticache", "create-snapshot", "--cache-cluster-id", "orders-002", "--snapshot-name", "by-hand");
        await aws.UntilSnapshotIsAsync("by-hand", "available");

        var listed = await ProgramRun.SucceedAsync(
            host, "aws", "elasticache", "describe-snapshots", "--show-node-group-config", "--max-items", "30", "--output", "text",
            "--query", "Snapshots[].[SnapshotName, SnapshotStatus, Engine, NodeSnapshots[0].NodeGroupConfiguration.ReplicaCount]");
        var (exitCode, refused) = await ProgramRun.AgainstAsync(
            host, "aws", "elasticache", "copy-snapshot",
            "--source-snapshot-name", "by-hand", "--target-snapshot-name", "x", "--target-bucket", "absent");

        listed.ShouldStartWith("by-hand\tavailable\tvalkey\t1");
        exitCode.ShouldNotBe(0);
        refused.ShouldContain("(InvalidParameterValue) when calling the CopySnapshot operation: The S3 bucket absent does not exist.");
    }

    [NeedsProgramFact("python3", "-c", "import boto3")]
    public async Task Boto3_understands_every_answer()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        var script = Path.Combine(Repository.Root, "tests/LocalTests/ElastiCache/boto3_client.py");
        (await ProgramRun.SucceedAsync(aws.Host, "python3", script))
            .ShouldBe("understood");
    }

    [NeedsProgramFact("redis-cli", "--version")]
    public async Task Redis_cli_follows_the_cluster_to_every_shard()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        var port = (await aws.CreateGroupAsync("carts", ("NumNodeGroups", 3))).Element("ConfigurationEndpoint")!.Element("Port")!.Value;

        foreach (var key in new[] { "foo", "bar", "hello" })
        {
            await ProgramRun.SucceedAsync(aws.Host, "redis-cli", "-c", "-p", port, "SET", key, $"value of {key}");
            (await ProgramRun.SucceedAsync(aws.Host, "redis-cli", "-c", "-p", port, "GET", key)).ShouldBe($"value of {key}");
        }

        (await ProgramRun.SucceedAsync(aws.Host, "redis-cli", "--cluster", "check", $"127.0.0.1:{port}"))
            .ShouldContain("All 16384 slots covered");
    }

    [Fact]
    public async Task The_SDK_sees_typed_answers_and_typed_errors()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        using var client = new AmazonElastiCacheClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonElastiCacheConfig
            {
                ServiceURL = aws.Host.Context.Endpoint.ToString(),
                AuthenticationRegion = LocalElastiCache.Region,
            });
        await aws.CreateGroupAsync("orders", ("NumCacheClusters", 2), ("SecurityGroupIds.SecurityGroupId.1", "sg-1"));

        await client.CreateSnapshotAsync(new CreateSnapshotRequest { CacheClusterId = "orders-002", SnapshotName = "typed" });
        await aws.UntilSnapshotIsAsync("typed", "available");
        var snapshot = (await client.DescribeSnapshotsAsync(
            new DescribeSnapshotsRequest { SnapshotName = "typed", ShowNodeGroupConfig = true })).Snapshots.Single();
        var missing = await Should.ThrowAsync<Amazon.ElastiCache.Model.SnapshotNotFoundException>(
            () => client.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotName = "absent" }));

        snapshot.NodeSnapshots.Single().NodeGroupConfiguration.ReplicaCount.ShouldBe(1);
        snapshot.NodeSnapshots.Single().SnapshotCreateTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        missing.ErrorCode.ShouldBe("SnapshotNotFoundFault");
    }
}
