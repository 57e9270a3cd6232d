namespace CacheBackup.LocalTests.ElastiCache;

public sealed class CacheClusterTests
{
    private static readonly (string, object)[] Redis =
        [("CacheClusterId", "single"), ("Engine", "redis"), ("CacheNodeType", "cache.m7g.large"), ("NumCacheNodes", 1)];

    [Fact]
    public async Task A_single_node_is_a_real_server_and_tells_all_that_rebuilding_it_needs()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        await aws.CallAsync(
            "CreateCacheCluster",
            [.. Redis, ("EngineVersion", "7.0"), ("SecurityGroupIds.SecurityGroupId.1", "sg-1"),
             ("CacheSubnetGroupName", "private"), ("SnapshotRetentionLimit", 3)]);

        var cluster = await aws.UntilClusterIsAsync("single", "available");
        cluster.Element("EngineVersion")!.Value.ShouldBe("7.0.7");
        cluster.Element("SnapshotRetentionLimit")!.Value.ShouldBe("3");
        cluster.Element("CacheSubnetGroupName")!.Value.ShouldBe("private");
        cluster.Descendants("CacheParameterGroupName").Single().Value.ShouldBe("default.redis7");
        cluster.Descendants("SecurityGroupId").Single().Value.ShouldBe("sg-1");
        await using var server = await LocalElastiCache.ConnectAsync(cluster.Descendants("Endpoint").Single());
        (await server.CallAsync(["PING"], CancellationToken.None)).Text.ShouldBe("PONG");
    }

    [Fact]
    public async Task Memcached_can_be_described_but_not_snapshotted()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        await aws.CallAsync(
            "CreateCacheCluster",
            ("CacheClusterId", "sessions"), ("Engine", "memcached"), ("CacheNodeType", "cache.m7g.large"), ("NumCacheNodes", 3));

        var cluster = await aws.UntilClusterIsAsync("sessions", "available");
        cluster.Element("NumCacheNodes")!.Value.ShouldBe("3");
        cluster.Descendants("CacheNodeId").Select(id => id.Value).ShouldBe(["0001", "0002", "0003"]);
        (await aws.FailAsync("CreateSnapshot", ("CacheClusterId", "sessions"), ("SnapshotName", "no")))
            .ShouldBe((400, "SnapshotFeatureNotSupportedFault", "Snapshots are not supported for memcached on cache.m7g.large."));
    }

    [Fact]
    public async Task Listings_page_and_can_leave_out_the_members_of_groups()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("group", ("NumCacheClusters", 2));
        for (var i = 0; i < 25; i++)
        {
            await aws.CallAsync(
                "CreateCacheCluster",
                ("CacheClusterId", $"m{i:00}"), ("Engine", "memcached"), ("CacheNodeType", "cache.t4g.micro"), ("NumCacheNodes", 1));
        }

        var first = await aws.CallAsync("DescribeCacheClusters", ("MaxRecords", 20));
        var second = await aws.CallAsync("DescribeCacheClusters", ("MaxRecords", 20), ("Marker", first.Element("Marker")!.Value));
        var alone = await aws.CallAsync("DescribeCacheClusters", ("ShowCacheClustersNotInReplicationGroups", "true"));

        first.Descendants("CacheClusterId").Count().ShouldBe(20);
        second.Descendants("CacheClusterId").Count().ShouldBe(7);
        second.Element("Marker").ShouldBeNull();
        var ids = first.Descendants("CacheClusterId").Concat(second.Descendants("CacheClusterId")).Select(id => id.Value);
        ids.Distinct().Count().ShouldBe(27);
        alone.Descendants("CacheClusterId").Count().ShouldBe(25);
        (await aws.FailAsync("DescribeCacheClusters", ("MaxRecords", 19))).Code.ShouldBe("InvalidParameterValue");
        (await aws.FailAsync("DescribeCacheClusters", ("Marker", "!"))).Code.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_member_of_a_group_is_not_deleted_alone()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("group", ("NumCacheClusters", 2));

        (await aws.FailAsync("DeleteCacheCluster", ("CacheClusterId", "group-001"))).Code.ShouldBe("InvalidCacheClusterState");
        (await aws.FailAsync("DeleteCacheCluster", ("CacheClusterId", "group-002"))).Code.ShouldBe("NotImplemented");
    }

    [Fact]
    public async Task A_single_node_is_deleted_with_a_final_snapshot()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CallAsync("CreateCacheCluster", Redis);
        await aws.UntilClusterIsAsync("single", "available");

        await aws.CallAsync("DeleteCacheCluster", ("CacheClusterId", "single"), ("FinalSnapshotIdentifier", "last"));

        await aws.UntilFailsAsync("CacheClusterNotFound", "DescribeCacheClusters", ("CacheClusterId", "single"));
        await aws.UntilSnapshotIsAsync("last", "available");
    }

    [Theory]
    [InlineData("InvalidParameterValue", "Engine", "valkey")]
    [InlineData("InvalidParameterValue", "NumCacheNodes", "2")]
    [InlineData("InvalidParameterCombination", "CacheParameterGroupName", "default.redis7.cluster.on")]
    [InlineData("NotImplemented", "ReplicationGroupId", "group")]
    public async Task What_AWS_refuses_or_we_lack_is_refused_by_name(string code, string name, string value)
    {
        await using var aws = await LocalElastiCache.StartAsync();

        var failure = await aws.FailAsync("CreateCacheCluster", [.. Redis.Where(pair => pair.Item1 != name), (name, value)]);

        failure.Code.ShouldBe(code, failure.Message);
    }
}
