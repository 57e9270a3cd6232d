using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Restores;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Restores;

public sealed class SlotPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(500)]
    public void Any_number_of_shards_has_every_slot_exactly_once_and_no_two_differ_by_more_than_one(int shards)
    {
        var ranges = SlotPlan.Even(shards).Select(SlotRange.Parse).ToList();

        ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).ShouldBe(Enumerable.Range(0, 16384));
        var sizes = ranges.ConvertAll(range => range.Last - range.First + 1);
        (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Three_shards_have_the_slots_that_AWS_gives_them() => SlotPlan.Even(3).ShouldBe(["0-5461", "5462-10922", "10923-16383"]);

    [Fact]
    public void A_backup_keeps_its_slots_in_pieces_too() =>
        SlotPlan.Of([Shard("0-99,200-16383"), Shard("100-199")]).ShouldBe(["0-99,200-16383", "100-199"]);

    [Theory]
    [InlineData("0-8191", "8192-16382", "slot 16383 belongs to no shard")]
    [InlineData("0-8192", "8192-16383", "slot 8192 belongs to two shards")]
    [InlineData("0-8191", null, "the slots of shard 0001 are \"\"")]
    public void A_manifest_that_does_not_tell_every_slot_once_is_refused(string first, string? second, string reason) =>
        Should.Throw<ManifestUnreadableException>(() => SlotPlan.Of([Shard(first), Shard(second)])).Message.ShouldContain(reason);

    private static SnapshotShard Shard(string? slots) => new("0001", "orders-0001-001", slots, 1, null, null, null);
}
