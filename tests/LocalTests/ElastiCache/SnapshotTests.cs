using CacheBackup.LocalTests.Support;

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
        await aws.UntilGroupIsAsync("orders", "snapshotting");
        (await aws.FailAsync("CreateSnapshot", ("CacheClusterId", "orders-002"), ("SnapshotName", "second")))
            .Code.ShouldBe("InvalidCacheClusterState");
        (await aws.FailAsync("DeleteSnapshot", ("SnapshotName", "nightly"))).Code.ShouldBe("InvalidSnapshotState");
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

        await aws.CallAsync("CreateSnapshot", ("ReplicationGroupId", "carts"), ("SnapshotName", "whole"), ("KmsKeyId", "alias/mine"));

        var snapshot = await aws.UntilSnapshotIsAsync("whole", "available");
        snapshot.Element("NumNodeGroups")!.Value.ShouldBe("3");
        snapshot.Element("KmsKeyId")!.Value.ShouldBe("alias/mine");
        snapshot.Descendants("Slots").Select(slots => slots.Value).ShouldBe(["0-5460", "5461-10921", "10922-16383"]);
        (await aws.CallAsync("DescribeSnapshots", ("SnapshotName", "whole"))).Descendants("Slots").ShouldBeEmpty();
        (await aws.FailAsync("CreateSnapshot", ("ReplicationGroupId", "carts"), ("SnapshotName", "whole")))
            .Code.ShouldBe("SnapshotAlreadyExistsFault");
        (await aws.FailAsync("CreateSnapshot", ("CacheClusterId", "carts-0001-001"), ("SnapshotName", "part")))
            .Code.ShouldBe("InvalidParameterCombination");
    }

    [Fact]
    public async Task Twenty_manual_snapshots_of_a_node_in_a_day_are_the_most_and_automatic_ones_do_not_count()
    {
        var clock = new ShiftedTimeProvider();
        await using var aws = await LocalElastiCache.StartAsync(time: clock);
        await aws.CreateGroupAsync("orders", ("NumCacheClusters", 2), ("SnapshotRetentionLimit", 1));
        aws.Host.ElastiCache.Hooks.SpendSnapshotQuota(LocalElastiCache.Region, "orders-002");

        var refused = await aws.FailAsync("CreateSnapshot", ("CacheClusterId", "orders-002"), ("SnapshotName", "one-more"));
        var automatic = await aws.Host.ElastiCache.Hooks.TakeAutomaticSnapshotAsync(LocalElastiCache.Region, "orders");

        refused.Code.ShouldBe("SnapshotQuotaExceededFault");
        automatic.ShouldMatch(@"^automatic\.orders-\d{4}-\d\d-\d\d-\d\d-\d\d$");
        (await aws.UntilSnapshotIsAsync(automatic, "available")).Element("SnapshotSource")!.Value.ShouldBe("automated");
        clock.Shift = TimeSpan.FromHours(25);
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-002"), ("SnapshotName", "next-day"));
    }

    [Fact]
    public async Task Snapshots_are_found_by_name_source_and_kind()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("orders", ("SnapshotRetentionLimit", 1));
        var automatic = await aws.Host.ElastiCache.Hooks.TakeAutomaticSnapshotAsync(LocalElastiCache.Region, "orders");
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "manual"));
        await aws.UntilSnapshotIsAsync("manual", "available");

        (await NamesAsync()).ShouldBe([automatic, "manual"]);
        (await NamesAsync(("SnapshotSource", "system"))).ShouldBe([automatic]);
        (await NamesAsync(("SnapshotSource", "user"))).ShouldBe(["manual"]);
        (await NamesAsync(("ReplicationGroupId", "orders"), ("SnapshotSource", "user"))).ShouldBe(["manual"]);
        (await NamesAsync(("CacheClusterId", "orders-001"))).Length.ShouldBe(2);
        (await NamesAsync(("CacheClusterId", "other"))).ShouldBeEmpty();
        (await aws.FailAsync("DescribeSnapshots", ("SnapshotName", "absent")))
            .ShouldBe((404, "SnapshotNotFoundFault", "Snapshot absent not found."));
        (await aws.FailAsync("DescribeSnapshots", ("SnapshotSource", "manual"))).Code.ShouldBe("InvalidParameterValue");
        (await aws.FailAsync("DescribeSnapshots", ("MaxRecords", 51))).Code.ShouldBe("InvalidParameterValue");

        async Task<string[]> NamesAsync(params (string, object)[] filters) =>
            [.. (await aws.CallAsync("DescribeSnapshots", filters)).Descendants("SnapshotName").Select(name => name.Value)];
    }

    [Fact]
    public async Task A_copy_outlives_its_source_and_pages_list_all_of_them()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("orders");
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "source"));
        await aws.UntilSnapshotIsAsync("source", "available");

        for (var i = 0; i < 21; i++)
        {
            var copy = await aws.CallAsync("CopySnapshot", ("SourceSnapshotName", "source"), ("TargetSnapshotName", $"copy-{i:00}"));
            copy.Descendants("SnapshotStatus").Single().Value.ShouldBe("creating");
        }

        await aws.UntilSnapshotIsAsync("copy-20", "available");
        await aws.CallAsync("DeleteSnapshot", ("SnapshotName", "source"));
        await aws.UntilFailsAsync("SnapshotNotFoundFault", "DescribeSnapshots", ("SnapshotName", "source"));
        var first = await aws.CallAsync("DescribeSnapshots", ("MaxRecords", 20));
        var second = await aws.CallAsync("DescribeSnapshots", ("MaxRecords", 20), ("Marker", first.Element("Marker")!.Value));
        second.Descendants("SnapshotName").Select(name => name.Value).ShouldBe(["copy-20"]);
        (await aws.FailAsync("CopySnapshot", ("SourceSnapshotName", "copy-00"), ("TargetSnapshotName", "copy-01")))
            .Code.ShouldBe("SnapshotAlreadyExistsFault");
    }

    [Fact]
    public async Task A_snapshot_told_to_fail_ends_as_failed_and_frees_its_source()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("orders");
        aws.Host.ElastiCache.Hooks.FailNextSnapshot();

        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "unlucky"));

        await aws.UntilSnapshotIsAsync("unlucky", "failed");
        await aws.UntilGroupIsAsync("orders", "available");
        (await aws.FailAsync("CopySnapshot", ("SourceSnapshotName", "unlucky"), ("TargetSnapshotName", "x")))
            .Code.ShouldBe("InvalidSnapshotState");
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "lucky"));
        await aws.UntilSnapshotIsAsync("lucky", "available");
    }

    [Fact]
    public async Task A_source_that_cannot_be_snapshotted_is_refused_before_anything_is_created()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("tiny", ("CacheNodeType", "cache.t1.micro"));
        await aws.CreateGroupAsync("busy");
        aws.Host.ElastiCache.Hooks.SetStatus(LocalElastiCache.Region, "busy", "modifying");

        (await FailAsync(("CacheClusterId", "tiny-001"))).ShouldBe("SnapshotFeatureNotSupportedFault");
        (await FailAsync(("CacheClusterId", "busy-001"))).ShouldBe("InvalidCacheClusterState");
        (await FailAsync(("ReplicationGroupId", "busy"))).ShouldBe("InvalidParameterCombination");
        (await FailAsync(("CacheClusterId", "absent"))).ShouldBe("CacheClusterNotFound");
        (await FailAsync(("ReplicationGroupId", "absent"))).ShouldBe("ReplicationGroupNotFoundFault");
        (await FailAsync()).ShouldBe("InvalidParameterCombination");
        (await aws.CallAsync("DescribeSnapshots")).Descendants("Snapshot").ShouldBeEmpty();

        async Task<string> FailAsync(params (string, object)[] source) =>
            (await aws.FailAsync("CreateSnapshot", [.. source, ("SnapshotName", "never")])).Code;
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("two--hyphens")]
    [InlineData("ends-with-")]
    [InlineData("with.dot")]
    [InlineData("under_score")]
    [InlineData("this-name-has-forty-one-characters-in-all")]
    public async Task A_malformed_name_is_refused(string name)
    {
        await using var aws = await LocalElastiCache.StartAsync();

        (await aws.FailAsync("CreateSnapshot", ("CacheClusterId", "any"), ("SnapshotName", name))).Code.ShouldBe("InvalidParameterValue");
    }
}
