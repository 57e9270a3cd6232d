using CacheBackup.ContractTests.Reading;
using CacheBackup.Core.Drills;

namespace CacheBackup.ContractTests;

public sealed class DrillMachineTests : MachineShapeTests
{
    private protected override Machine Machine => Machine.Drill;

    // No drill of one cache may fail as an item: that would end the others in the middle of their restores.
    protected override IReadOnlyDictionary<string, string> OwnCatchers { get; } = new Dictionary<string, string>
    {
        ["RehearseRestore"] = "StopRestore",
        ["StopRestore"] = "WaitForStragglers",
        ["RemoveDrillCache"] = "IsRemovalHopeless",
        ["RecordDrill"] = "DrillNotRecorded",
        ["NotifyDrilled"] = "EmitDrilledEvent",
        ["EmitDrilledEvent"] = "DrillCompleted",
        ["NotifyDrillFailure"] = "EmitDrillFailureEvent",
        ["EmitDrillFailureEvent"] = "DrillFailed",
    };

    [Fact]
    public void A_restore_reaches_its_own_time_limit_before_the_drill_gives_it_up() =>
        Machine.State("RehearseRestore").Number("TimeoutSeconds").ShouldBeGreaterThan(Machine.Restore.Json.GetProperty("TimeoutSeconds").GetInt32());

    [Fact]
    public void As_many_drills_as_one_execution_takes_end_within_its_time_limit_however_slow_each_of_them_is()
    {
        const int LongestRemovalSeconds = 86_400;
        var rounds = (double)DrillFinder.MostDrills / Machine.State("DrillCaches").Number("MaxConcurrency");
        var longest = Machine.State("RehearseRestore").Number("TimeoutSeconds") + Machine.State("WaitForStragglers").Number("Seconds") + LongestRemovalSeconds;

        Machine.Json.GetProperty("TimeoutSeconds").GetInt32().ShouldBeGreaterThan((int)(rounds * longest));
    }

    [Theory]
    [InlineData("GrantSeedAccess")]
    [InlineData("CreateCache")]
    public void What_a_stopped_restore_creates_late_is_waited_for(string step) =>
        SamTemplate.Shipped.Function($"{step}Function").TimeoutSeconds
            .ShouldBeLessThan(Machine.State("WaitForStragglers").Number("Seconds"));

    [Fact]
    public void Whatever_becomes_of_a_restore_what_it_has_made_is_removed_and_the_result_recorded()
    {
        var drill = Machine.State("DrillCaches").Processor!;

        drill.ByName["RehearseRestore"].Targets.ShouldBe(["RemoveDrillCache", "StopRestore"], ignoreOrder: true);
        drill.ByName["StopRestore"].Targets.Distinct().ShouldBe(["WaitForStragglers"]);
        drill.ByName["WaitForStragglers"].Targets.ShouldBe(["RemoveDrillCache"]);
        drill.ByName["RemoveDrillCache"].Targets.ShouldBe(["IsDrillCacheRemoved", "IsRemovalHopeless"], ignoreOrder: true);
        drill.ByName["IsRemovalHopeless"].Targets.ShouldBe(["RecordDrill", "WaitForAnotherRemoval"], ignoreOrder: true);
        drill.ByName["IsDrillCacheRemoved"].Targets.ShouldBe(["RecordDrill", "WaitForRemoval"], ignoreOrder: true);
    }
}
