using CacheBackup.ContractTests.Reading;
using CacheBackup.ContractTests.Runs;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.ContractTests;

/// <summary>The shipped restore machine over functions that hold every payload against their own records.</summary>
public sealed class RestorePayloadTests(JsonataFixture jsonata) : IClassFixture<JsonataFixture>
{
    public static TheoryData<string> Steps => [.. Machine.Restore.Steps.Select(step => step.Name)];

    [Fact]
    public async Task A_restore_goes_from_the_first_step_to_the_last()
    {
        var run = await RunAsync(new SampleRestore(Shards: 3));

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Distinct().ShouldBe(
            Machine.Restore.Steps.Select(step => step.Name).Except(["CopySeedFile", "PublishSeedCopy", "RollBackRestore"]), ignoreOrder: true);
        run.Functions.Invoked.Count(step => step == "VerifySeedFile").ShouldBe(3);
        run.Execution.Output!.Value.GetProperty("Verdict").GetProperty("KeysWereCounted").GetBoolean().ShouldBeTrue();
        run.Recorded.Notifications.ShouldHaveSingleItem().Message.ShouldContain("\"Status\":\"Restored\"");
        run.Recorded.Events.ShouldHaveSingleItem().DetailType.ShouldBe("Cache Restored");
    }

    [Fact]
    public async Task The_files_of_a_backup_are_not_read_again()
    {
        var run = await RunAsync(new SampleRestore(Shards: 3) { OfManifest = true });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.ShouldNotContain("VerifySeedFile");
        run.Execution.Output!.Value.GetProperty("Findings").GetArrayLength().ShouldBe(21);
    }

    [Fact]
    public async Task A_file_that_takes_several_invocations_is_gone_on_with()
    {
        var run = await RunAsync(new SampleRestore(Shards: 1) { InvocationsPerFile = 3 });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Count(step => step == "VerifySeedFile").ShouldBe(3);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 3 * 4)]
    public async Task A_backup_of_another_Region_is_copied_and_published_before_its_files_are_looked_at(int slicesPerFile, int invocations)
    {
        var run = await RunAsync(new SampleRestore(Shards: 3) { IsCopied = true, SlicesPerFile = slicesPerFile });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Take(invocations + 3).Distinct().ShouldBe(["ReadBackup", "CopySeedFile", "PublishSeedCopy", "VerifySeedFile"]);
        run.Functions.Invoked.Count(step => step == "CopySeedFile").ShouldBe(invocations);
        run.Functions.Invoked.Count(step => step == "VerifySeedFile").ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Whatever_step_fails_the_restore_is_rolled_back_and_ends_with_that_error(string step)
    {
        var failing = step == "RollBackRestore" ? "CreateCache" : step;
        var run = await RunAsync(new SampleRestore(Shards: 2) { IsCopied = true }, failing, step == "RollBackRestore" ? step : null);

        run.Execution.Status.ShouldBe(ExecutionStatus.Failed);
        run.Execution.Error.ShouldBe($"{failing}FailedException");
        run.Functions.Invoked.ShouldContain("RollBackRestore");
        run.States.Last().ShouldBe("RestoreFailed");
        run.Recorded.Notifications.ShouldHaveSingleItem().Message.ShouldContain($"{failing}FailedException");
        run.Recorded.Events.ShouldHaveSingleItem().DetailType.ShouldBe("Cache Restore Failed");
    }

    [Fact]
    public async Task A_grant_that_cannot_be_taken_back_costs_no_restored_cache()
    {
        var run = await RunAsync(new SampleRestore(Shards: 1), "RevokeSeedAccess");

        run.Recorded.Events.ShouldHaveSingleItem().Detail.GetProperty("RollBack").GetProperty("Outcome").GetString().ShouldBe("CacheIsRestored");
    }

    [Fact]
    public async Task A_cache_of_500_files_with_long_keys_stays_far_below_the_limits_of_Step_Functions()
    {
        var run = await RunAsync(new SampleRestore(Shards: 500) { KeyLength = 120, InvocationsPerFile = 2, IsSlow = true });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Events.Count.ShouldBeLessThan(15_000);
        run.LargestPayloadBytes.ShouldBeLessThan(200 * 1024);
    }

    [Theory]
    [InlineData(0, false, 15_000)]
    [InlineData(2, true, 20_000)]
    public async Task A_backup_of_500_files_that_is_copied_first_stays_far_below_the_limits_of_Step_Functions(
        int slicesPerFile, bool hasReports, int longestHistory)
    {
        var sample = new SampleRestore(Shards: 500) { IsCopied = true, SlicesPerFile = slicesPerFile, HasReports = hasReports, KeyLength = 120, IsSlow = true };

        var run = await RunAsync(sample);

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Events.Count.ShouldBeLessThan(longestHistory);
        run.LargestPayloadBytes.ShouldBeLessThan(200 * 1024);
    }

    private Task<MachineRun> RunAsync(SampleRestore sample, params string?[] failing) => MachineRun.RunAsync(
        jsonata.Evaluator, sample, failing.OfType<string>().ToDictionary(step => step, step => $"{step}FailedException"));
}
