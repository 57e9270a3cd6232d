using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests;

public sealed class DrillMachineTests : MachineShapeTests
{
    private protected override Machine Machine => Machine.Drill;

    // No drill of one cache may fail as an item: that would end the others in the middle of their restores.
    protected override IReadOnlyDictionary<string, string> OwnCatchers { get; } = new Dictionary<string, string>
    {
        ["RehearseRestore"] = "WaitForStragglers",
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

        drill.ByName["RehearseRestore"].Targets.ShouldBe(["RemoveDrillCache", "WaitForStragglers"], ignoreOrder: true);
        drill.ByName["WaitForStragglers"].Targets.ShouldBe(["RemoveDrillCache"]);
        drill.ByName["RemoveDrillCache"].Targets.ShouldBe(["IsDrillCacheRemoved", "RecordDrill"]);
        drill.ByName["IsDrillCacheRemoved"].Targets.ShouldBe(["RecordDrill", "WaitForRemoval"], ignoreOrder: true);
    }
}
