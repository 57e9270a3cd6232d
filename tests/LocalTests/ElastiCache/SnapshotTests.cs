namespace CacheBackup.LocalTests.ElastiCache;

public sealed class SnapshotTests
{
    [Fact]
    public async Task A_snapshot_of_a_replica_becomes_available_with_its_size_and_time()
    {
        await using var aws = await LocalElastiCache.StartAsync(timeScale: 200);
        await aws.CreateGroupAsync("orders", ("NumCacheClusters", 2));

        var created = await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-002"), ("SnapshotName", "Nightly"));

        var snapshot = created.Element("Snapshot")!;
        snapshot.Element("SnapshotName")!.Value.ShouldBe("nightly");
        snapshot.Element("SnapshotStatus")!.Value.ShouldBe("creating");
        snapshot.Element("SnapshotSource")!.Value.ShouldBe("manual");
        snapshot.Descendants("NodeSnapshot").Single().Elements().Select(member => member.Name.LocalName).ShouldBe(["NodeGroupId"]);
        (await aws.UntilGroupIsAsync("orders", "snapshotting")).ShouldNotBeNull();
        var available = await aws.UntilSnapshotIsAsync("nightly", "available");
        available.Descendants("CacheSize").Single().Value.ShouldEndWith(" MB");
        available.Descendants("SnapshotCreateTime").Single().Value.ShouldEndWith("Z");
        await aws.UntilGroupIsAsync("orders", "available");
    }

    [Fact]
    public async Task A_snapshot_of_a_cluster_holds_every_shard_and_its_slots_only_when_asked()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("carts", ("NumNodeGroups", 3));

        await aws.CallAsync("CreateSnapshot", ("ReplicationGroupId", "carts"), ("SnapshotName", "whole"));

        var snapshot = await aws.UntilSnapshotIsAsync("whole", "available");
        snapshot.Element("NumNodeGroups")!.Value.ShouldBe("3");
        snapshot.Descendants("Slots").Select(slots => slots.Value).ShouldBe(["0-5460", "5461-10921", "10922-16383"]);
        (await aws.CallAsync("DescribeSnapshots", ("SnapshotName", "whole"))).Descendants("Slots").ShouldBeEmpty();
    }
}
