using CacheBackup.Core.Keyspaces;
using CacheBackup.Core.Restores;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Restores;

public sealed class KeyspaceTests
{
    private static readonly CacheServer Asked = new("clustercfg.orders.abc.euw1.cache.amazonaws.com", 6379);

    [Fact]
    public void Keys_of_all_databases_are_counted() =>
        KeyspaceText.Count("# Keyspace\r\ndb0:keys=7,expires=2,avg_ttl=0\r\ndb3:keys=1,expires=0,avg_ttl=0,subexpiry=0\r\n").ShouldBe((8, 2));

    [Fact]
    public void An_empty_server_has_no_keys() => KeyspaceText.Count("# Keyspace\r\n").ShouldBe((0, 0));

    [Fact]
    public void Primaries_are_found_with_their_slots_and_by_their_names_where_they_have_one()
    {
        var primaries = KeyspaceText.Primaries(
            """
            a1 10.0.0.1:6379@1122,orders-0001-001.orders.abc.euw1.cache.amazonaws.com myself,master - 0 0 1 connected 0-99 200 [93-<-b2]
            b2 10.0.0.2:6379@1122 master - 0 0 2 connected 100-199 201-16383
            c3 10.0.0.3:6379@1122 slave a1 0 0 1 connected
            d4 :6380@0 master - 0 0 3 connected
            """,
            Asked);

        primaries.Count.ShouldBe(2);
        primaries[0].Server.ShouldBe(new CacheServer("orders-0001-001.orders.abc.euw1.cache.amazonaws.com", 6379));
        primaries[0].Slots.ShouldBe([new SlotRange(0, 99), new SlotRange(200, 200)]);
        primaries[1].Server.ShouldBe(new CacheServer("10.0.0.2", 6379));
    }

    [Fact]
    public void A_server_that_does_not_know_its_own_address_is_the_one_that_answered() =>
        KeyspaceText.Primaries("a1 :6379@1122 myself,master - 0 0 1 connected 0-16383", Asked)[0].Server.ShouldBe(Asked);

    [Theory]
    [InlineData(100, 20, null)]
    [InlineData(85, 5, null)]
    [InlineData(80, 0, null)]
    [InlineData(79, 0, "all shards together: 79 keys without a time to live instead of 80")]
    [InlineData(101, 20, "all shards together: 81 keys without a time to live instead of 80")]
    [InlineData(101, 21, "all shards together: 21 keys with a time to live, and the files have 20")]
    public void Keys_with_a_time_to_live_may_be_gone_and_no_others(long keys, long expiring, string? difference)
    {
        var facts = new SeedFacts(2, 1000, new ExpectedKeys(101, 20, Dropped: 1), []);

        KeyComparison.Differences(RestoreSamples.Cache, facts, [new ShardKeyCount([], keys, expiring)])
            .ShouldBe(difference is null ? [] : [difference]);
    }

    [Fact]
    public void Where_the_shards_are_the_backups_each_is_compared()
    {
        var facts = new SeedFacts(2, 1000, new ExpectedKeys(30, 0, 0), [new ExpectedKeys(10, 0, 0), new ExpectedKeys(20, 0, 0)]);
        var (first, second) = (new SlotRange(0, 8191), new SlotRange(8192, 16383));

        KeyComparison.Differences(RestoreSamples.Cache, facts, [new ShardKeyCount([second], 20, 0), new ShardKeyCount([first], 10, 0)]).ShouldBeEmpty();
        KeyComparison.Differences(RestoreSamples.Cache, facts, [new ShardKeyCount([second], 10, 0), new ShardKeyCount([first], 20, 0)]).Count.ShouldBe(2);
        KeyComparison.Differences(RestoreSamples.Cache, facts, [new ShardKeyCount([new SlotRange(0, 16383)], 30, 0)])
            .ShouldBe(["no primary serves the slots 0-8191 of shard 0001", "no primary serves the slots 8192-16383 of shard 0002"]);
    }

    [Fact]
    public async Task Outside_the_VPC_nothing_is_counted_and_the_reason_said() =>
        (await new KeyCounter(isInVpc: false).CountAsync(new() { ReplicationGroupId = "any" }, CancellationToken.None))
            .NotDoneBecause.ShouldNotBeNull().ShouldContain("RestoreSubnetIds");

    [Fact]
    public async Task A_cache_that_gives_no_answer_is_said_to_give_none()
    {
        var group = new Amazon.ElastiCache.Model.ReplicationGroup { ConfigurationEndpoint = new() { Address = "127.0.0.1", Port = 1 } };

        (await new KeyCounter(isInVpc: true).CountAsync(group, CancellationToken.None)).NotDoneBecause.ShouldNotBeNull().ShouldContain("127.0.0.1:1 gave no answer");
    }
}
