using CacheBackup.LocalAws.Commands.Demo;

namespace CacheBackup.UnitTests.Demo;

/// <summary>What the shards of a cache hold together, by which the demonstration compares caches of different numbers of shards.</summary>
public sealed class KeyspaceSumTests
{
    private static readonly Keyspace First = Shard(3, 1, "string", 'a');
    private static readonly Keyspace Second = Shard(4, 2, "hash", '5');

    [Fact]
    public void Keys_are_counted_over_all_shards()
    {
        var sum = Keyspace.Of([First, Second, Shard(1, 0, "hash", '0')]);

        (sum.Keys, sum.Expiring).ShouldBe((8, 3));
        sum.Types.ShouldBe(new Dictionary<string, long> { ["string"] = 3, ["hash"] = 5 }, ignoreOrder: true);
    }

    [Fact]
    public void The_order_of_the_shards_and_an_empty_one_make_no_difference() =>
        Keyspace.Of([First, Second]).IsSameAs(Keyspace.Of([Second, Shard(0, 0, "list", '0'), First])).ShouldBeTrue();

    [Fact]
    public void One_shard_is_the_whole() => Keyspace.Of([First]).IsSameAs(First).ShouldBeTrue();

    [Fact]
    public void A_shard_that_is_missing_or_another_is_a_difference()
    {
        Keyspace.Of([First]).IsSameAs(Keyspace.Of([First, Second])).ShouldBeFalse();
        Keyspace.Of([First, Second]).IsSameAs(Keyspace.Of([First, Second with { Digest = First.Digest }])).ShouldBeFalse();
    }

    [Fact]
    public void Keys_that_are_there_twice_are_a_difference_though_their_digests_cancel_out() =>
        Keyspace.Of([First, Second, Second]).IsSameAs(First).ShouldBeFalse();

    private static Keyspace Shard(long keys, long expiring, string type, char digit) =>
        new(keys, expiring, new Dictionary<string, long> { [type] = keys }, new string(digit, 64));
}
