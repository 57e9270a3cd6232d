namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>New caches made of files in S3 and of snapshots.</summary>
public sealed class SeedTests(SeedFixture seeds) : IClassFixture<SeedFixture>
{
    private LocalElastiCache Aws => seeds.Aws;

    [Fact]
    public async Task A_cache_without_cluster_mode_becomes_a_cluster_with_every_key_value_expiry_and_function()
    {
        var id = await seeds.CreateAsync(
            [.. SeedFixture.From("orders-0001.rdb"), .. SeedFixture.Shards("0-99,8000-16383", "100-4999", "5000-7999"),
             ("ReplicasPerNodeGroup", 1), ("Tags.Tag.1.Key", "drill"), ("Tags.Tag.1.Value", "yes")]);

        var group = await Aws.UntilGroupIsAsync(id, "available");

        group.Descendants("Slots").Select(slots => slots.Value).ShouldBe(["0-99,8000-16383", "100-4999", "5000-7999"]);
        var shards = await SeedFixture.ReadAsync(group);
        shards.ShouldAllBe(shard => shard.Keys > 0);
        SeedFixture.Sum(shards).ShouldBe(SeedFixture.Sum(seeds.Orders));
        var entry = group.Element("ConfigurationEndpoint")!;
        await using var node = await LocalElastiCache.ConnectAsync(entry);
        (await node.CallAsync(["FCALL", "total", "0"], default)).Number.ShouldBe(42);
        (await Aws.CallAsync("ListTagsForResource", ("ResourceName", group.Element("ARN")!.Value))).Descendants("Key").Single().Value
            .ShouldBe("drill");
    }

    [Fact]
    public async Task Two_files_become_three_shards_or_one()
    {
        var files = SeedFixture.From("carts-0001.rdb", "carts-0002.rdb");
        var three = await seeds.CreateAsync([.. files, .. SeedFixture.Shards("0-5460", "5461-10922", "10923-16383")]);
        var one = await seeds.CreateAsync([.. files, .. SeedFixture.Shards("0-16383")]);

        var ofThree = await SeedFixture.ReadAsync(await Aws.UntilGroupIsAsync(three, "available"));
        var ofOne = await SeedFixture.ReadAsync(await Aws.UntilGroupIsAsync(one, "available"));

        ofThree.Length.ShouldBe(3);
        SeedFixture.Sum(ofThree).ShouldBe(SeedFixture.Sum(seeds.Carts));
        SeedFixture.Sum(ofOne).ShouldBe(SeedFixture.Sum(seeds.Carts));
    }

    [Fact]
    public async Task A_group_of_one_shard_and_its_replica_hold_what_the_file_holds()
    {
        var id = await seeds.CreateAsync(
            [.. SeedFixture.From("orders-0001.rdb"), ("NumCacheClusters", 2), ("Engine", "valkey"), ("TransitEncryptionEnabled", true)]);

        var group = await Aws.UntilGroupIsAsync(id, "available");

        (await SeedFixture.ReadAsync(group)).Single().Digest.ShouldBe(seeds.Orders.Digest);
        await using var reader = await LocalElastiCache.ConnectAsync(group.Descendants("ReaderEndpoint").Single());
        (await reader.CallAsync(["GET", "{tag}:two"], default)).Text.ShouldBe("2");
        (await seeds.EventAsync("replication-group", id)).ShouldBe($"Replication group {id} created");
    }

    [Fact]
    public async Task A_single_node_is_made_of_one_file()
    {
        (string, object)[] node =
            [("CacheClusterId", "single"), ("Engine", "redis"), ("CacheNodeType", "cache.t4g.micro"), ("NumCacheNodes", 1)];
        (await Aws.FailAsync("CreateCacheCluster", [.. node, .. SeedFixture.From("orders-0001.rdb", "carts-0001.rdb")]))
            .ShouldBe((400, "InvalidParameterValue", "SnapshotArns of a cache cluster is a list of a single element, 2 were given."));
        (await Aws.FailAsync("CreateCacheCluster", [.. node.Select(pair => pair.Item1 == "Engine" ? ("Engine", "memcached") : pair),
            .. SeedFixture.From("orders-0001.rdb")])).Code.ShouldBe("InvalidParameterCombination");

        await Aws.CallAsync("CreateCacheCluster", [.. node, .. SeedFixture.From("orders-0001.rdb")]);

        var cluster = await Aws.UntilClusterIsAsync("single", "available");
        await using var server = await LocalElastiCache.ConnectAsync(cluster.Descendants("Endpoint").Single());
        (await server.CallAsync(["DBSIZE"], default)).Number.ShouldBe(seeds.Orders.Keys);
    }

    [Fact]
    public async Task A_snapshot_brings_its_own_shape_and_is_restoring_meanwhile()
    {
        await Aws.CallAsync("CopySnapshot", ("SourceSnapshotName", "carts"), ("TargetSnapshotName", "carts-copy"));
        await Aws.UntilSnapshotIsAsync("carts-copy", "available");
        await Aws.CallAsync(
            "CreateReplicationGroup",
            ("ReplicationGroupId", "restored"), ("ReplicationGroupDescription", "x"), ("SnapshotName", "carts-copy"));

        (await Aws.FailAsync("DeleteSnapshot", ("SnapshotName", "carts-copy"))).Message.ShouldContain("restoring");
        var group = await Aws.UntilGroupIsAsync("restored", "available");
        await Aws.UntilSnapshotIsAsync("carts-copy", "available");

        group.Element("CacheNodeType")!.Value.ShouldBe("cache.t4g.micro");
        group.Descendants("Slots").Select(slots => slots.Value).ShouldBe(["0-8191", "8192-16383"]);
        (await SeedFixture.ReadAsync(group)).Select(shard => shard.Digest).ShouldBe(seeds.Carts.Select(shard => shard.Digest));
    }

    [Fact]
    public async Task A_snapshot_goes_into_no_cache_that_cannot_hold_it()
    {
        (await seeds.RefuseAsync(("SnapshotName", "absent"))).Code.ShouldBe("SnapshotNotFoundFault");
        (await seeds.RefuseAsync(("SnapshotName", "carts"), ("NumNodeGroups", 1))).Message.ShouldContain("with cluster mode disabled");
        (await seeds.RefuseAsync(("SnapshotName", "orders"), ("EngineVersion", "6.2"))).Message
            .ShouldBe("Snapshot orders is of redis 7.1.0 and cannot be restored to redis 6.2.6.");
        (await seeds.RefuseAsync([("SnapshotName", "orders"), .. SeedFixture.From("orders-0001.rdb")])).Code
            .ShouldBe("InvalidParameterCombination");
    }

    [Fact]
    public async Task A_cluster_of_files_names_the_slots_of_every_shard()
    {
        var exactly = (
            400, "InvalidParameterCombination", "Slots must be provided when restoring from snapshot ARNs with cluster mode enabled");
        var files = SeedFixture.From("carts-0001.rdb", "carts-0002.rdb");

        (await seeds.RefuseAsync([.. files, ("NumNodeGroups", 2)])).ShouldBe(exactly);
        (await seeds.RefuseAsync([.. files, .. SeedFixture.Shards("0-8191", "")])).ShouldBe(exactly);
        (await seeds.RefuseAsync([.. files, .. SeedFixture.Shards("0-8191", "8193-16383")])).Code.ShouldBe("InvalidParameterValue");
        (await seeds.RefuseAsync([.. files, .. SeedFixture.Shards("0-8191", "8191-16383")])).Message
            .ShouldBe("The slots of the node groups must cover 0-16383, each slot once.");
        (await seeds.RefuseAsync([.. files, .. SeedFixture.Shards("0-8191", "8192-16384")])).Message.ShouldStartWith("Invalid Slots: ");
        (await seeds.RefuseAsync([.. files, .. SeedFixture.Shards("0-8191", "8192-16383"), ("NumNodeGroups", 3)])).Message
            .ShouldBe("NodeGroupConfiguration describes 2 node groups, NumNodeGroups says 3.");
        (await seeds.RefuseAsync([.. files, .. SeedFixture.Shards("0-8191", "8192-16383"), ("NumCacheClusters", 2)])).Code
            .ShouldBe("InvalidParameterCombination");
        (await seeds.RefuseAsync(files)).Code.ShouldBe("InvalidParameterCombination");
    }

    [Fact]
    public async Task Shards_have_ids_of_their_own_and_slots_only_in_a_cluster()
    {
        (string, object)[] ids =
        [
            ("NodeGroupConfiguration.NodeGroupConfiguration.1.NodeGroupId", "0001"), ("NodeGroupConfiguration.NodeGroupConfiguration.2.NodeGroupId", "0001"),
        ];

        (await seeds.RefuseAsync([.. SeedFixture.From("orders-0001.rdb"), .. SeedFixture.Shards("0-8191", "8192-16383"), .. ids])).Message
            .ShouldBe("The NodeGroupId of every node group must be another one.");
        (await seeds.RefuseAsync(
            [.. SeedFixture.From("orders-0001.rdb"), ("NodeGroupConfiguration.NodeGroupConfiguration.1.Slots", "0-16383")])).Message
            .ShouldBe("Slots are for cluster mode enabled only.");
    }

    [Fact]
    public async Task A_single_node_is_made_of_the_snapshot_of_one_and_of_no_other()
    {
        (string, object)[] node = [("Engine", "redis"), ("CacheNodeType", "cache.t4g.micro"), ("NumCacheNodes", 1)];
        (await Aws.FailAsync("CreateCacheCluster", [.. node, ("CacheClusterId", "no"), ("SnapshotName", "carts")])).Message
            .ShouldBe("Snapshot carts was taken with cluster mode enabled and cannot be restored with cluster mode disabled.");
        (await Aws.FailAsync("CreateCacheCluster",
            [.. node, ("CacheClusterId", "no"), .. SeedFixture.From("orders-0001.rdb"), ("CacheParameterGroupName", "default.redis7.cluster.on")])).Message
            .ShouldBe("Cluster mode should be disabled in parameter group, but found it is enabled.");
        (await Aws.FailAsync("CreateCacheCluster",
            [.. node, ("CacheClusterId", "no"), .. SeedFixture.From("orders-0001.rdb"), ("SnapshotName", "orders")])).Code
            .ShouldBe("InvalidParameterCombination");

        await Aws.CallAsync("CreateCacheCluster", [.. node, ("CacheClusterId", "of-snapshot"), ("SnapshotName", "orders")]);

        var cluster = await Aws.UntilClusterIsAsync("of-snapshot", "available");
        await using var server = await LocalElastiCache.ConnectAsync(cluster.Descendants("Endpoint").Single());
        (await server.CallAsync(["DBSIZE"], default)).Number.ShouldBe(seeds.Orders.Keys);
    }

    [Fact]
    public async Task A_failed_restore_says_why_in_its_status_and_its_events_and_can_be_deleted()
    {
        var whole = await seeds.Bucket.ReadAsync("orders-0001.rdb");
        await seeds.Bucket.PutAsync("damaged.rdb", [.. whole[..^1], (byte)~whole[^1]]);
        await seeds.Bucket.PutAsync("text.rdb", [.. "no rdb at all"u8]);
        await seeds.Bucket.PutAsync("newer.rdb", [.. "REDIS0012"u8, .. whole[9..^1], 0]);

        (await ReasonAsync("damaged.rdb")).ShouldStartWith("seeds/damaged.rdb cannot be loaded: Wrong RDB checksum");
        (await ReasonAsync("text.rdb")).ShouldStartWith("seeds/text.rdb cannot be loaded: Wrong signature");
        (await ReasonAsync("newer.rdb")).ShouldBe("seeds/newer.rdb has version 12 of the RDB format, and redis 7.1.0 reads up to 10.");
        (await ReasonAsync("orders-0001.rdb", ("EngineVersion", "6.2"))).ShouldContain("reads up to 9");
        (await ReasonAsync("carts-0001.rdb")).ShouldContain("cannot seed one with cluster mode disabled");

        async Task<string> ReasonAsync(string key, params (string, object)[] more)
        {
            var id = await seeds.CreateAsync([.. SeedFixture.From(key), .. more]);
            (await Aws.UntilGroupIsAsync(id, "create-failed")).Descendants("NodeGroup").ShouldBeEmpty();
            await Aws.UntilClusterIsAsync($"{id}-001", "restore-failed");
            var start = $"Restore from seeds/{key} failed for ";
            var ofNode = await seeds.EventAsync("cache-cluster", $"{id}-001");
            ofNode.ShouldStartWith($"{start}node {id}-001. ");
            var message = await seeds.EventAsync("replication-group", id);
            message.ShouldStartWith($"{start}replication group {id}. ");
            await Aws.CallAsync("DeleteReplicationGroup", ("ReplicationGroupId", id));
            await Aws.UntilFailsAsync("ReplicationGroupNotFoundFault", "DescribeReplicationGroups", ("ReplicationGroupId", id));
            return message[$"{start}replication group {id}. ".Length..];
        }
    }

    [Fact]
    public async Task Data_too_big_for_the_nodes_ends_as_restore_failed()
    {
        Aws.Host.ElastiCache.Hooks.SetNodeMemory("cache.t2.micro", 500_000);
        var tooBig = await seeds.CreateAsync([.. SeedFixture.From("orders-0001.rdb"), ("CacheNodeType", "cache.t2.micro")]);
        var split = await seeds.CreateAsync(
            [.. SeedFixture.From("orders-0001.rdb"), .. SeedFixture.Shards("0-8191", "8192-16383"), ("CacheNodeType", "cache.t2.micro")]);

        await Aws.UntilGroupIsAsync(tooBig, "restore-failed");
        await Aws.UntilGroupIsAsync(split, "restore-failed");
        (await seeds.EventAsync("replication-group", tooBig)).ShouldContain("a cache.t2.micro node holds 500000.");
        await Aws.CallAsync("DeleteReplicationGroup", ("ReplicationGroupId", tooBig));
    }

    [Fact]
    public async Task Keys_outside_database_0_and_keys_in_two_files_do_not_go_into_a_cluster()
    {
        await using (var other = await LocalElastiCache.ConnectAsync(
            (await Aws.CreateGroupAsync("databases")).Descendants("PrimaryEndpoint").Single()))
        {
            await other.PipelineAsync([["SELECT", "3"], ["SET", "key", "value"]], default);
        }

        await Aws.CallAsync("CreateSnapshot", ("CacheClusterId", "databases-001"), ("SnapshotName", "databases"));
        await Aws.UntilSnapshotIsAsync("databases", "available");

        var databases = await seeds.CreateAsync([("SnapshotName", "databases"), .. SeedFixture.Shards("0-16383")]);
        var twice = await seeds.CreateAsync([.. SeedFixture.From("carts-0001.rdb", "carts-0001.rdb"), .. SeedFixture.Shards("0-16383")]);

        await Aws.UntilGroupIsAsync(databases, "create-failed");
        (await seeds.EventAsync("replication-group", databases)).ShouldContain("has keys in database 3");
        await Aws.UntilGroupIsAsync(twice, "create-failed");
        (await seeds.EventAsync("replication-group", twice)).ShouldContain("BUSYKEY");
    }
}
