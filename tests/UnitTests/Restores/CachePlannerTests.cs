using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.Core.Sources;
using CacheBackup.UnitTests.Manifests;

namespace CacheBackup.UnitTests.Restores;

public sealed class CachePlannerTests
{
    private static readonly ExecutionArn AtHome = ExecutionArn.Parse("arn:aws:states:eu-west-1:111122223333:execution:restore:one");
    private static readonly ExecutionArn Elsewhere = ExecutionArn.Parse("arn:aws:states:us-east-1:111122223333:execution:restore:one");

    [Fact]
    public void In_its_own_Region_a_cache_comes_back_as_it_was()
    {
        var (cache, findings) = CachePlanner.Plan(AtHome, new NewCache("orders-2"), Manifest());

        (cache.NodeType, cache.EngineVersion, cache.Replicas).ShouldBe(("cache.r7g.large", "8.0", 1));
        (cache.ParameterGroup, cache.SubnetGroup, cache.Habits!.Port).ShouldBe(("default.valkey8.cluster.on", "private", 6379));
        cache.Slots.ShouldBe(["0-8191", "8192-16383"]);
        cache.SecurityGroupIds.ShouldBe(["sg-1"]);
        cache.UserGroupIds.ShouldBe(["admins"]);
        cache.Tags["team"].ShouldBe("shop & co");
        findings.ShouldBeEmpty();
    }

    [Fact]
    public void In_another_Region_groups_and_keys_are_the_default_ones_and_it_is_said()
    {
        var manifest = Of(source => source with { UserGroupIds = [], ParameterGroup = "tuned", KmsKeyId = "arn:aws:kms:eu-west-1:1:key/1" });

        var (cache, findings) = CachePlanner.Plan(Elsewhere, new NewCache("orders-2"), manifest);

        (cache.ParameterGroup, cache.SubnetGroup, cache.KmsKeyId).ShouldBe(("default.valkey8.cluster.on", null, null));
        cache.SecurityGroupIds.ShouldBeEmpty();
        findings.Count.ShouldBe(5);
        findings.ShouldContain(finding => finding.StartsWith("Parameter group tuned is of eu-west-1: the new cache has default.valkey8.cluster.on"));
        findings.ShouldContain(finding => finding.Contains("asks for no user and no password"));
    }

    [Fact]
    public void In_another_Region_user_groups_have_to_be_named_lest_the_cache_be_open() =>
        Should.Throw<InvalidRestoreRequestException>(() => CachePlanner.Plan(Elsewhere, new NewCache("orders-2"), Manifest()))
            .Message.ShouldContain("admins");

    [Fact]
    public void An_empty_list_of_user_groups_is_an_answer() =>
        CachePlanner.Plan(Elsewhere, new NewCache("orders-2", UserGroupIds: []), Manifest()).Cache.UserGroupIds.ShouldBeEmpty();

    [Fact]
    public void A_parameter_group_of_another_family_is_not_carried_over()
    {
        var manifest = Of(source => source with { ParameterGroup = "tuned", Engine = "redis", EngineVersion = "7.1.0" });

        var (cache, findings) = CachePlanner.Plan(AtHome, new NewCache("orders-2", Engine: "valkey", EngineVersion: "8.1"), manifest);

        cache.ParameterGroup.ShouldBe("default.valkey8.cluster.on");
        findings.ShouldHaveSingleItem().ShouldContain("is for another engine version or cluster mode");
    }

    [Fact]
    public void Another_number_of_shards_spreads_the_slots_evenly() =>
        CachePlanner.Plan(AtHome, new NewCache("n", Shards: 3), Manifest()).Cache.Slots.ShouldBe(SlotPlan.Even(3));

    [Fact]
    public void The_same_number_of_shards_keeps_the_slots_of_the_backup() =>
        CachePlanner.Plan(AtHome, new NewCache("n", Shards: 2), Manifest(("0001", "0-99"), ("0002", "100-16383"))).Cache.Slots.ShouldBe(["0-99", "100-16383"]);

    [Fact]
    public void Without_cluster_mode_there_are_no_slots_and_no_failover_without_replicas()
    {
        var manifest = Of(source => source with { ClusterModeEnabled = false, Shards = 1 });

        var cache = CachePlanner.Plan(AtHome, new NewCache("n", ReplicasPerShard: 0), manifest).Cache;

        cache.Slots.ShouldBe([""]);
        (cache.ClusterMode, cache.AutomaticFailover, cache.MultiAz).ShouldBe((false, false, false));
    }

    [Fact]
    public void More_shards_than_one_turn_cluster_mode_on() =>
        CachePlanner.Plan(AtHome, new NewCache("n", Shards: 4), Of(source => source with { ClusterModeEnabled = false, Shards = 1 }))
            .Cache.ClusterMode.ShouldBeTrue();

    [Fact]
    public void Tags_of_AWS_and_of_this_tool_stay_behind_and_those_of_the_request_win()
    {
        var manifest = Of(source => source with
        {
            Tags = new Dictionary<string, string> { ["aws:stack"] = "1", ["cache-backup:restore-id"] = "2", ["team"] = "old", ["kept"] = "3", ["cache-backup:drill"] = "true" },
        });

        CachePlanner.Plan(AtHome, new NewCache("n", Tags: new Dictionary<string, string> { ["team"] = "new" }), manifest)
            .Cache.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "new", ["kept"] = "3", ["cache-backup:drill"] = "true" }, ignoreOrder: true);
    }

    [Fact]
    public void A_drills_cache_takes_no_snapshots_and_has_none_of_the_tags_by_which_others_find_the_real_one()
    {
        var manifest = Of(source => source with { Tags = new Dictionary<string, string> { ["team"] = "shop", ["cache-backup:drill"] = "true" } });
        manifest = manifest with { Snapshot = manifest.Snapshot with { SnapshotRetentionDays = 7 } };

        var cache = CachePlanner.Plan(AtHome, new NewCache("n", Tags: new Dictionary<string, string> { ["cost"] = "drills" }), manifest, isDrill: true).Cache;

        cache.Tags.ShouldBe(new Dictionary<string, string> { ["cache-backup:drill-of"] = "orders", ["cost"] = "drills" }, ignoreOrder: true);
        cache.Habits!.SnapshotRetentionDays.ShouldBe(0);
    }

    [Fact]
    public void More_tags_than_there_is_room_for_are_refused()
    {
        var tags = Enumerable.Range(0, 49).ToDictionary(number => $"tag{number}", _ => "");

        Should.Throw<InvalidRestoreRequestException>(() => CachePlanner.Plan(AtHome, new NewCache("n", Tags: tags), Of(source => source with { Tags = new Dictionary<string, string>() })))
            .Message.ShouldContain("there is room for 48");
    }

    [Theory]
    [InlineData(1, null, false, 1)]
    [InlineData(3, null, true, 3)]
    [InlineData(1, 2, true, 2)]
    public void Files_make_as_many_shards_as_there_are(int files, int? shards, bool clusterMode, int expected)
    {
        var wanted = new NewCache("n", "cache.t4g.small", "redis", "5.0.6", Shards: shards);

        var cache = CachePlanner.Plan(AtHome, wanted, files).Cache;

        (cache.ClusterMode, cache.Slots.Count).ShouldBe((clusterMode, expected));
        cache.EngineVersion.ShouldBe("5.0.6");
        cache.ParameterGroup.ShouldBe(clusterMode ? "default.redis5.0.cluster.on" : "default.redis5.0");
    }

    private static BackupManifest Manifest(params (string Id, string Slots)[] shards) => shards.Length == 0
        ? ManifestSamples.Manifest()
        : ManifestSamples.Manifest() with
        {
            Snapshot = ManifestSamples.Manifest().Snapshot with
            {
                Shards = [.. shards.Select(shard => new SnapshotShard(shard.Id, null, shard.Slots, 1, null, null, null))],
            },
        };

    private static BackupManifest Of(Func<SourceCache, SourceCache> change) => Manifest() with { Source = change(Manifest().Source) };
}
