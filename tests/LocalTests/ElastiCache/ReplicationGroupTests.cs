using System.Net.Sockets;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalTests.ElastiCache;

public sealed class ReplicationGroupTests
{
    [Fact]
    public async Task A_group_with_cluster_mode_disabled_is_a_primary_and_a_real_replica()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        var group = await aws.CreateGroupAsync("Orders", ("NumCacheClusters", 2), ("AutomaticFailoverEnabled", "true"));

        group.Element("ReplicationGroupId")!.Value.ShouldBe("orders");
        group.Element("ARN")!.Value.ShouldBe("arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:orders");
        group.Element("MemberClusters")!.Elements("ClusterId").Select(id => id.Value).ShouldBe(["orders-001", "orders-002"]);
        var shard = group.Descendants("NodeGroup").Single();
        shard.Descendants("CurrentRole").Select(role => role.Value).ShouldBe(["primary", "replica"]);
        await using var primary = await LocalElastiCache.ConnectAsync(shard.Element("PrimaryEndpoint")!);
        await using var reader = await LocalElastiCache.ConnectAsync(shard.Element("ReaderEndpoint")!);
        await primary.CallAsync(["SET", "greeting", "hello"], CancellationToken.None);
        (await primary.CallAsync(["WAIT", "1", "5000"], CancellationToken.None)).Number.ShouldBe(1);
        (await reader.CallAsync(["GET", "greeting"], CancellationToken.None)).Text.ShouldBe("hello");
        await Should.ThrowAsync<RespException>(() => reader.CallAsync(["SET", "a", "b"], CancellationToken.None));
    }

    [Fact]
    public async Task A_group_with_cluster_mode_enabled_is_a_real_cluster_with_all_slots_served()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        var group = await aws.CreateGroupAsync("carts", ("NumNodeGroups", 3), ("ReplicasPerNodeGroup", 1), ("Engine", "valkey"));

        group.Element("ClusterEnabled")!.Value.ShouldBe("true");
        group.Descendants("Slots").Select(slots => slots.Value).ShouldBe(["0-5460", "5461-10921", "10922-16383"]);
        group.Descendants("CacheClusterId").First().Value.ShouldBe("carts-0001-001");
        await using var node = await LocalElastiCache.ConnectAsync(group.Element("ConfigurationEndpoint")!);
        (await node.CallAsync(["CLUSTER", "SLOTS"], CancellationToken.None)).Items
            .Select(range => (range.Items[0].Number, range.Items[1].Number)).Order().ShouldBe([(0, 5460), (5461, 10921), (10922, 16383)]);
        (await node.CallAsync(["CLUSTER", "NODES"], CancellationToken.None)).Text.Split('\n').Count(line => line.Contains("slave"))
            .ShouldBe(3);
        await node.CallAsync(["SET", "slot-0-{06S}", "here"], CancellationToken.None);
        var elsewhere = await Should.ThrowAsync<RespException>(() => node.CallAsync(["SET", "foo", "moved"], CancellationToken.None));
        elsewhere.Message.ShouldStartWith("MOVED 12182 127.0.0.1:");
    }

    [Fact]
    public async Task Shards_are_as_their_configuration_says()
    {
        await using var aws = await LocalElastiCache.StartAsync();

        var group = await aws.CreateGroupAsync(
            "shaped",
            ("CacheParameterGroupName", "default.redis7.cluster.on"),
            ("NodeGroupConfiguration.NodeGroupConfiguration.1.NodeGroupId", "7"),
            ("NodeGroupConfiguration.NodeGroupConfiguration.1.Slots", "0-99,200-16383"),
            ("NodeGroupConfiguration.NodeGroupConfiguration.1.ReplicaCount", 1),
            ("NodeGroupConfiguration.NodeGroupConfiguration.1.PrimaryAvailabilityZone", "eu-west-1c"),
            ("NodeGroupConfiguration.NodeGroupConfiguration.2.Slots", "100-199"));

        group.Descendants("Slots").Select(slots => slots.Value).ShouldBe(["0-99,200-16383", "100-199"]);
        group.Descendants("CacheClusterId").Select(id => id.Value).ShouldBe(["shaped-7-001", "shaped-7-002", "shaped-0002-001"]);
        group.Descendants("PreferredAvailabilityZone").First().Value.ShouldBe("eu-west-1c");
        await using var node = await LocalElastiCache.ConnectAsync(group.Element("ConfigurationEndpoint")!);
        var ranges = (await node.CallAsync(["CLUSTER", "SLOTS"], CancellationToken.None)).Items;
        ranges.Select(range => (range.Items[0].Number, range.Items[1].Number)).Order().ShouldBe([(0, 99), (100, 199), (200, 16383)]);
    }

    [Fact]
    public async Task A_group_has_no_endpoint_until_it_is_available()
    {
        await using var aws = await LocalElastiCache.StartAsync(timeScale: 1);

        var created = await aws.CallAsync(
            "CreateReplicationGroup",
            ("ReplicationGroupId", "slow"), ("ReplicationGroupDescription", "takes two minutes"), ("CacheNodeType", "cache.t4g.micro"));

        created.Descendants("Status").First().Value.ShouldBe("creating");
        created.Descendants("NodeGroups").ShouldBeEmpty();
        (await aws.FailAsync("DeleteReplicationGroup", ("ReplicationGroupId", "slow"))).Code.ShouldBe("InvalidReplicationGroupState");
        (await aws.FailAsync("CreateSnapshot", ("CacheClusterId", "slow-001"), ("SnapshotName", "early")))
            .Code.ShouldBe("InvalidCacheClusterState");
    }

    [Fact]
    public async Task A_deleted_group_leaves_its_final_snapshot_and_no_server()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        var endpoint = (await aws.CreateGroupAsync("gone", ("NumCacheClusters", 2))).Descendants("PrimaryEndpoint").Single();

        await aws.CallAsync("DeleteReplicationGroup", ("ReplicationGroupId", "gone"), ("FinalSnapshotIdentifier", "last"));

        (await aws.UntilSnapshotIsAsync("last", "available")).Element("CacheClusterId")!.Value.ShouldBe("gone-002");
        await aws.UntilFailsAsync("ReplicationGroupNotFoundFault", "DescribeReplicationGroups", ("ReplicationGroupId", "gone"));
        await Should.ThrowAsync<SocketException>(() => LocalElastiCache.ConnectAsync(endpoint));
        (await aws.CallAsync("DescribeCacheClusters")).Descendants("CacheCluster").ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_account_and_Region_has_its_own_groups()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        (string, object)[] group =
            [("ReplicationGroupId", "same"), ("ReplicationGroupDescription", "a test"), ("CacheNodeType", "cache.t4g.micro")];

        foreach (var (key, region) in new[] { ("test", "eu-west-1"), ("test", "us-east-1"), ("444455556666", "eu-west-1") })
        {
            var (status, answer) = await aws.SendAsync("CreateReplicationGroup", group, key, region);
            status.ShouldBe(System.Net.HttpStatusCode.OK, answer.ToString());
        }

        (await aws.FailAsync("CreateReplicationGroup", group)).Code.ShouldBe("ReplicationGroupAlreadyExists");
    }

    [Theory]
    [InlineData("InvalidParameterValue", "ReplicationGroupId=9lives")]
    [InlineData("InvalidParameterValue", "ReplicationGroupId=two--hyphens")]
    [InlineData("InvalidParameterValue", "ReplicationGroupId=this-name-has-forty-one-characters-in-all")]
    [InlineData("InvalidParameterValue", "CacheNodeType=db.t3.micro")]
    [InlineData("InvalidParameterValue", "CacheNodeType=cache.t9g.small")]
    [InlineData("InvalidParameterValue", "Engine=memcached")]
    [InlineData("InvalidParameterValue", "Engine=keydb")]
    [InlineData("InvalidParameterValue", "NumCacheClusters=7")]
    [InlineData("InvalidParameterValue", "NumNodeGroups=2&AutomaticFailoverEnabled=false")]
    [InlineData("InvalidParameterCombination", "EngineVersion=9.9")]
    [InlineData("InvalidParameterCombination", "NumCacheClusters=2&ReplicasPerNodeGroup=1")]
    [InlineData("InvalidParameterCombination", "NumCacheClusters=1&AutomaticFailoverEnabled=true")]
    [InlineData("InvalidParameterCombination", "NumCacheClusters=2&MultiAZEnabled=true")]
    [InlineData("InvalidParameterCombination", "NumNodeGroups=2&CacheParameterGroupName=default.redis7")]
    [InlineData("InvalidParameterCombination", "Engine=valkey&CacheParameterGroupName=default.redis7")]
    [InlineData("InvalidParameterCombination", "CacheNodeType=cache.t1.micro&SnapshotRetentionLimit=1")]
    [InlineData("InvalidParameterCombination", "CacheNodeType=cache.r6gd.xlarge")]
    [InlineData("InvalidParameterCombination", "NumNodeGroups=2&NodeGroupConfiguration.NodeGroupConfiguration.1.Slots=0-16383")]
    [InlineData("CacheParameterGroupNotFound", "CacheParameterGroupName=mine")]
    [InlineData("NotImplemented", "AuthToken=secret-secret-secret")]
    [InlineData("NotImplemented", "ClusterMode=compatible")]
    public async Task What_AWS_refuses_or_we_lack_is_refused_by_name(string code, string parameters)
    {
        await using var aws = await LocalElastiCache.StartAsync();
        var given = parameters.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => (object)pair[1]);
        given.TryAdd("ReplicationGroupId", "group");
        given.TryAdd("ReplicationGroupDescription", "a test");
        given.TryAdd("CacheNodeType", "cache.t4g.micro");

        var failure = await aws.FailAsync("CreateReplicationGroup", [.. given.Select(pair => (pair.Key, pair.Value))]);

        failure.Code.ShouldBe(code, failure.Message);
    }
}
