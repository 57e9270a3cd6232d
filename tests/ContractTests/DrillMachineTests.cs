using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests;

public sealed class DrillMachineTests : MachineShapeTests
{
    private protected override Machine Machine => Machine.Drill;

    // No drill of one cache may fail as an item: that would end the others in the middle of their restores.
    protected override IReadOnlyDictionary<string, string> OwnCatchers { get; } = new Dictionary<string, string>
    {
        ["RehearseRestore"] = "RemoveDrillCache",
        ["RemoveDrillCache"] = "RecordDrill",
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
    public void Whatever_becomes_of_a_restore_what_it_has_made_is_removed_and_the_result_recorded()
    {
        var drill = Machine.State("DrillCaches").Processor!;

        drill.ByName["RehearseRestore"].Targets.Distinct().ShouldBe(["RemoveDrillCache"]);
        drill.ByName["RemoveDrillCache"].Targets.ShouldBe(["IsDrillCacheRemoved", "RecordDrill"]);
        drill.ByName["IsDrillCacheRemoved"].Targets.ShouldBe(["RecordDrill", "WaitForRemoval"], ignoreOrder: true);
    }
}
