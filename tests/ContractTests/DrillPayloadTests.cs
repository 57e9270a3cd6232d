using CacheBackup.ContractTests.Runs;
using CacheBackup.Core.Drills;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.ContractTests;

/// <summary>The shipped drill machine, over the shipped restore machine and functions that hold every payload against their own records.</summary>
public sealed class DrillPayloadTests(JsonataFixture jsonata) : IClassFixture<JsonataFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Every_cache_is_restored_removed_recorded_and_judged(int caches)
    {
        var run = await RunAsync(new SampleDrill(caches));

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Children.Count.ShouldBe(2 * caches);
        run.Functions.Invoked.Count(step => step == "RemoveDrillCache").ShouldBe(2 * caches);
        var drilled = run.Execution.Output!.Value.GetProperty("Drilled");
        drilled.GetArrayLength().ShouldBe(caches);
        drilled[0].GetProperty("Verdict").GetString().ShouldBe("KeysCompared");
        drilled[0].GetProperty("RestoreSeconds").GetDouble().ShouldBeGreaterThan(0);
        drilled[0].GetProperty("Keys").GetInt64().ShouldBe(123_456_789);
        run.Recorded.Events[^1].DetailType.ShouldBe("Cache Restore Drill Passed");
        run.Recorded.Notifications[^1].Message.ShouldContain("\"Status\":\"Passed\"");
    }

    [Theory]
    [InlineData("VerifyRestore", "VerifyRestoreFailedException: as told")]
    [InlineData("RecordDrill", "the result was not recorded: RecordDrillFailedException")]
    public async Task A_cache_whose_drill_fails_is_removed_all_the_same_and_keeps_no_other_from_its_drill(string step, string finding)
    {
        var run = await RunAsync(new SampleDrill(Caches: 3), step);

        run.Execution.Status.ShouldBe(ExecutionStatus.Failed);
        run.Execution.Error.ShouldBe("DrillFailedException");
        run.Execution.Cause!.ShouldContain(finding);
        run.Functions.Invoked.Count(invoked => invoked == "RemoveDrillCache").ShouldBe(6);
        run.Children.Count.ShouldBe(6);
        run.Recorded.Events[^1].DetailType.ShouldBe("Cache Restore Drill Failed");
        run.Recorded.Notifications[^1].Message.ShouldContain(finding);
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_the_drills_error_though_every_backup_was_restored()
    {
        var run = await RunAsync(new SampleDrill(Caches: 2) { Left = ["replication group drill-1: denied"] });

        run.Execution.Error.ShouldBe("DrillNotCleanedUpException");
        run.Execution.Cause!.ShouldContain("cache-1: replication group drill-1: denied");
    }

    [Fact]
    public async Task A_removal_that_fails_counts_as_left_and_is_recorded()
    {
        var run = await RunAsync(new SampleDrill(Caches: 1), "RemoveDrillCache");

        run.Execution.Error.ShouldBe("DrillNotCleanedUpException");
        run.Execution.Cause!.ShouldContain("its removal failed with RemoveDrillCacheFailedException");
        run.Functions.Invoked.ShouldContain("RecordDrill");
    }

    [Fact]
    public async Task A_removal_that_fails_for_a_while_is_tried_again_long_after_the_retries_have_ended()
    {
        var run = await RunAsync(new SampleDrill(Caches: 1) { RemovalsThatFail = 3 });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Count(step => step == "RemoveDrillCache").ShouldBe(3 + 2);
    }

    [Fact]
    public async Task As_many_failures_as_there_can_be_are_told_in_a_cause_that_Step_Functions_takes()
    {
        var run = await RunAsync(new SampleDrill(DrillFinder.MostDrills), "VerifyRestore");

        run.Execution.Error.ShouldBe("DrillFailedException");
        run.Execution.Cause!.Length.ShouldBeLessThan(32_768);
        run.LargestPayloadBytes.ShouldBeLessThan(200 * 1024);
    }

    [Fact]
    public async Task A_cache_without_a_backup_fails_the_drill_of_all()
    {
        var run = await RunAsync(new SampleDrill(Caches: 0) { NotDrilled = [new UndrilledCache("orders", "There is no manifest.")] });

        run.Execution.Error.ShouldBe("DrillFailedException");
        run.Execution.Cause!.ShouldContain("orders: There is no manifest.");
    }

    [Fact]
    public async Task A_drill_that_finds_nothing_ends_with_the_functions_error()
    {
        var run = await RunAsync(new SampleDrill(Caches: 1), "FindDrills");

        run.Execution.Error.ShouldBe("FindDrillsFailedException");
        run.States.ShouldBe(["ReceiveDrillRequest", "FindDrills", "NotifyDrillFailure", "EmitDrillFailureEvent", "DrillFailed"]);
    }

    [Fact]
    public async Task As_many_caches_as_one_drill_takes_stay_far_below_the_limits_of_Step_Functions()
    {
        var run = await RunAsync(new SampleDrill(DrillFinder.MostDrills) { IsSlow = true });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Events.Count.ShouldBeLessThan(15_000);
        run.Children.ShouldAllBe(child => child.History.Events.Count < 15_000);
        run.LargestPayloadBytes.ShouldBeLessThan(200 * 1024);
    }

    private Task<MachineRun> RunAsync(SampleDrill sample, params string[] failing) => MachineRun.RunAsync(
        jsonata.Evaluator, sample, failing.ToDictionary(step => step, step => $"{step}FailedException"));
}
