using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Operations;
using CacheBackup.LocalAws.ElastiCache.Seeding;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.UnitTests.LocalElastiCache;

public sealed class SeedRulesTests
{
    [Theory]
    [InlineData("arn:aws:s3:::bucket/key.rdb", "bucket/key.rdb")]
    [InlineData("arn:aws:s3:::bucket/a/b c/key-0001.rdb", "bucket/a/b c/key-0001.rdb")]
    [InlineData("arn:aws-cn:s3:::bucket/key:1", "bucket/key:1")]
    public void An_ARN_is_a_bucket_and_a_key(string arn, string path) => $"{SeedArn.Parse(arn)}".ShouldBe(path);

    [Theory]
    [InlineData("")]
    [InlineData("arn:aws:s3:::bucket/")]
    [InlineData("arn:aws:s3:::/key")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:bucket/key")]
    [InlineData("arn:aws:s3:::bucket/a,b")]
    public void Anything_else_is_no_ARN_of_an_object(string arn) =>
        Should.Throw<ServiceError>(() => SeedArn.Parse(arn)).Code.ShouldBe("InvalidParameterValue");

    [Theory]
    [InlineData("redis", "7.0", "redis", "7.1", true)]
    [InlineData("redis", "7.1", "redis", "7.1", true)]
    [InlineData("redis", "7.1", "redis", "7.0", false)]
    [InlineData("redis", "7.1", "valkey", "7.2", true)]
    [InlineData("valkey", "7.2", "redis", "7.1", false)]
    [InlineData("valkey", "8.1", "valkey", "8.0", false)]
    public void A_snapshot_goes_to_an_engine_that_is_not_older(string engine, string version, string to, string toVersion, bool may)
    {
        var seed = new Seed([], SnapshotOf(Settings(engine, version)));

        Refusal(() => SeedRules.Check(seed, Settings(to, toVersion), clusterEnabled: false))
            .ShouldBe(may ? null : "InvalidParameterCombination");
    }

    [Fact]
    public void Tiered_data_goes_to_tiered_nodes_only()
    {
        var tiered = Settings("redis", "7.1") with { DataTiering = true };

        Refusal(() => SeedRules.Check(new Seed([], SnapshotOf(tiered)), tiered, clusterEnabled: false)).ShouldBeNull();
        Refusal(() => SeedRules.Check(new Seed([], SnapshotOf(tiered)), Settings("redis", "7.1"), clusterEnabled: false)).ShouldBe("InvalidParameterCombination");
    }

    [Fact]
    public void Several_files_and_the_snapshot_of_a_cluster_need_cluster_mode()
    {
        var settings = Settings("redis", "7.1");
        var files = new Seed([new SeedArn("bucket", "a"), new SeedArn("bucket", "b")], Snapshot: null);
        var cluster = new Seed([], SnapshotOf(settings, ofCluster: true));

        foreach (var seed in new[] { files, cluster })
        {
            Refusal(() => SeedRules.Check(seed, settings, clusterEnabled: true)).ShouldBeNull();
            Refusal(() => SeedRules.Check(seed, settings, clusterEnabled: false)).ShouldBe("InvalidParameterCombination");
        }
    }

    [Fact]
    public void A_snapshot_that_is_busy_and_a_snapshot_beside_files_are_refused()
    {
        var state = new RegionState("111122223333", "eu-west-1");
        var snapshot = SnapshotOf(Settings("redis", "7.1"));
        state.Snapshots.Add(snapshot.Name, snapshot);
        var named = Request.Of(("SnapshotName", "nightly"));
        var both = Request.Of(("SnapshotName", "nightly"), ("SnapshotArns.SnapshotArn.1", "arn:aws:s3:::bucket/key"));

        Refusal(() => Seed.Read(named, state)).ShouldBe("InvalidSnapshotState");
        snapshot.Status = "available";
        Seed.Read(named, state)!.Name.ShouldBe("nightly");
        Refusal(() => Seed.Read(both, state)).ShouldBe("InvalidParameterCombination");
        Seed.Read(Request.Of(), state).ShouldBeNull();
    }

    [Fact]
    public void A_request_overrides_what_the_snapshots_cache_had()
    {
        var snapshot = SnapshotOf(Settings("redis", "7.0"), ofCluster: true);

        var same = SnapshotDefaults.Apply(Request.Of(), snapshot);
        var other = SnapshotDefaults.Apply(Request.Of(("Engine", "valkey"), ("NumNodeGroups", "3")), snapshot);

        (same.Text("EngineVersion"), same.Text("CacheNodeType")).ShouldBe(("7.0.7", "cache.t4g.micro"));
        same.Structures("NodeGroupConfiguration").Select(shard => shard.Text("Slots")).ShouldBe(["0-16383"]);
        (other.Text("Engine"), other.Text("EngineVersion"), other.Text("NumNodeGroups")).ShouldBe(("valkey", null, "3"));
        other.Structures("NodeGroupConfiguration").ShouldBeEmpty();
    }

    private static string? Refusal(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ServiceError error)
        {
            return error.Code;
        }
    }

    private static CacheSettings Settings(string engine, string version) =>
        SettingsReader.Read(Request.Of(("CacheNodeType", "cache.t4g.micro"), ("EngineVersion", version)), engine, clusterMode: false);

    private static Snapshot SnapshotOf(CacheSettings settings, bool ofCluster = false)
    {
        var node = new CacheCluster("node", settings, "eu-west-1a", DateTimeOffset.UnixEpoch);
        return new Snapshot("nightly", settings, DateTimeOffset.UnixEpoch)
        {
            IsAutomatic = false,
            Group = null,
            Node = ofCluster ? null : node,
            Shards = [new ShardSnapshot(new Shard("0001", ofCluster ? "0-16383" : null, [node]), node)],
        };
    }
}
