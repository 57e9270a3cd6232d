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
        (await node.CallAsync(["CLUSTER", "NODES"], CancellationToken.None)).Text.Split('\n').Count(line => line.Contains("slave")).ShouldBe(3);
        await node.CallAsync(["SET", "slot-0-{06S}", "here"], CancellationToken.None);
        var elsewhere = await Should.ThrowAsync<RespException>(() => node.CallAsync(["SET", "foo", "moved"], CancellationToken.None));
        elsewhere.Message.ShouldStartWith("MOVED 12182 127.0.0.1:");
    }
}
