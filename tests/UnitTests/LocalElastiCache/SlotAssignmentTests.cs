using CacheBackup.LocalAws.ElastiCache.Operations;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.UnitTests.LocalElastiCache;

public sealed class SlotAssignmentTests
{
    private const string NeedsSlots = "Slots must be provided when restoring from snapshot ARNs with cluster mode enabled";

    [Theory]
    [InlineData("0-16383")]
    [InlineData("0-8191", "8192-16383")]
    [InlineData("8192-16383", "0-8191")]
    [InlineData("0-99,200-16383", "100-199")]
    [InlineData("0", "1-16383")]
    public void Slots_that_are_all_there_once_stay_as_given(params string[] slots) =>
        Read(slots.Length, isRestore: true, slots).ShouldBe(slots);

    [Theory]
    [InlineData("0-16382")]
    [InlineData("0-8191", "8193-16383")]
    [InlineData("0-8192", "8192-16383")]
    [InlineData("0-16383", "0-16383")]
    [InlineData("0-16384")]
    [InlineData("100-0", "0-16383")]
    [InlineData("all")]
    [InlineData("0-1-16383")]
    public void A_slot_that_is_missing_twice_there_or_out_of_range_is_refused(params string[] slots) =>
        Should.Throw<ServiceError>(() => Read(slots.Length, isRestore: true, slots)).Code.ShouldBe("InvalidParameterValue");

    [Theory]
    [InlineData(2)]
    [InlineData(2, "0-8191", null)]
    [InlineData(2, null, "0-16383")]
    public void A_restore_from_files_names_the_slots_of_every_shard(int count, params string?[] slots)
    {
        var error = Should.Throw<ServiceError>(() => Read(count, isRestore: true, slots));

        (error.Code, error.Message).ShouldBe(("InvalidParameterCombination", NeedsSlots));
    }

    [Fact]
    public void An_empty_cache_has_its_slots_split_evenly_unless_some_shard_names_them()
    {
        Read(3, isRestore: false).ShouldBe(["0-5460", "5461-10921", "10922-16383"]);
        Should.Throw<ServiceError>(() => Read(2, isRestore: false, "0-8191", null)).Code.ShouldBe("InvalidParameterCombination");
    }

    private static IReadOnlyList<string> Read(int count, bool isRestore, params string?[] slots) =>
        SlotAssignment.Read(Request.Of(Request.Shards(slots)).Structures("NodeGroupConfiguration"), count, isRestore);
}
