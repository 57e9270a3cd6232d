using System.Xml.Linq;
using CacheBackup.LocalAws.Commands.Demo;
using CacheBackup.LocalAws.Redis;
using CacheBackup.LocalTests.ElastiCache;

namespace CacheBackup.LocalTests.Commands;

public sealed class KeyspaceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private LocalElastiCache _aws = null!;

    public async Task InitializeAsync() => _aws = await LocalElastiCache.StartAsync();

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    [Fact]
    public async Task The_sample_data_has_every_type_on_every_shard_of_a_cluster()
    {
        var group = await _aws.CreateGroupAsync(
            "cluster", ("Engine", "valkey"), ("NumNodeGroups", 3), ("ReplicasPerNodeGroup", 0), ("AutomaticFailoverEnabled", true));
        var entry = group.Element("ConfigurationEndpoint")!;
        var shards = await LiveShard.OfClusterAsync(entry.Element("Address")!.Value, (int)entry.Element("Port")!, default);

        Enumerable.Range(0, 16384).ShouldAllBe(slot => shards.Count(shard => shard.Holds(slot)) == 1);
        foreach (var shard in shards)
        {
            await shard.WriteAsync(SampleData.Commands(100, Now), default);
            var keyspace = await shard.ReadAsync(default);
            keyspace.Types.Keys.ShouldBe(["hash", "list", "set", "stream", "string", "zset"]);
            keyspace.Expiring.ShouldBeGreaterThan(10);
        }
    }

    [Theory]
    [InlineData("SET greeting other")]
    [InlineData("HSET catalogue item-1 other")]
    [InlineData("LSET audit 5 other")]
    [InlineData("SADD tag:1:items other")]
    [InlineData("ZINCRBY ranking:2026-01 0.5 customer-1")]
    [InlineData("XADD orders:1 * order other")]
    [InlineData("XACK orders:1 packing 1700000000003-0")]
    [InlineData("PERSIST session:1")]
    [InlineData("PEXPIREAT session:1 4102531200123")]
    [InlineData("RENAME greeting greetings")]
    [InlineData("DEL empty")]
    public async Task One_small_difference_changes_the_digest(string command)
    {
        var shard = await OneShardAsync();
        await shard.WriteAsync(SampleData.Commands(20, Now), default);
        var before = await shard.ReadAsync(default);
        (await shard.ReadAsync(default)).Digest.ShouldBe(before.Digest);

        await using var connection = await RespConnection.ConnectAsync(shard.Host, shard.Port, default);
        await connection.CallAsync(command.Split(' '), default);

        (await shard.ReadAsync(default)).Digest.ShouldNotBe(before.Digest);
    }

    [Fact]
    public async Task The_digest_does_not_depend_on_how_a_value_is_encoded()
    {
        var shard = await OneShardAsync();
        await using var connection = await RespConnection.ConnectAsync(shard.Host, shard.Port, default);
        await connection.PipelineAsync([["HSET", "hash", "a", "1", "b", "2"], ["SADD", "set", "1", "2", "3"]], default);
        var compact = await shard.ReadAsync(default);

        await connection.PipelineAsync(
            [
                ["CONFIG", "SET", "hash-max-listpack-entries", "0", "set-max-intset-entries", "0"],
                ["DEL", "hash", "set"],
                ["HSET", "hash", "b", "2", "a", "1"],
                ["SADD", "set", "3", "2", "1"],
            ],
            default);
        (await connection.CallAsync(["OBJECT", "ENCODING", "hash"], default)).Text.ShouldBe("hashtable");

        (await shard.ReadAsync(default)).Digest.ShouldBe(compact.Digest);
    }

    [Fact]
    public async Task A_replica_has_the_digest_of_its_primary()
    {
        var group = await _aws.CreateGroupAsync("group", ("Engine", "valkey"), ("NumCacheClusters", 2));
        var primary = ShardAt(group.Descendants("PrimaryEndpoint").Single());
        var replica = ShardAt(group.Descendants("ReadEndpoint").Last());
        replica.Port.ShouldNotBe(primary.Port);
        await primary.WriteAsync(SampleData.Commands(20, Now), default);
        await using var connection = await RespConnection.ConnectAsync(primary.Host, primary.Port, default);
        // WAIT looks at what its own connection has written.
        await connection.PipelineAsync([["SET", "last", "written"], ["WAIT", "1", "10000"]], default);

        (await replica.ReadAsync(default)).Digest.ShouldBe((await primary.ReadAsync(default)).Digest);
    }

    private static LiveShard ShardAt(XElement endpoint) =>
        new(LiveShard.AllSlots, endpoint.Element("Address")!.Value, (int)endpoint.Element("Port")!);

    private async Task<LiveShard> OneShardAsync()
    {
        var group = await _aws.CreateGroupAsync("group", ("Engine", "valkey"), ("NumCacheClusters", 1));
        return ShardAt(group.Descendants("PrimaryEndpoint").Single());
    }
}
