using CacheBackup.ContractTests.Reading;
using CacheBackup.ContractTests.Runs;
using CacheBackup.Core.Verification;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.ContractTests;

/// <summary>
/// The shipped machine over functions that read each payload by their own Input and serializer and answer by their own
/// Output: whatever an expression and a record disagree about fails the run.
/// </summary>
public sealed class PayloadTests(JsonataFixture jsonata) : IClassFixture<JsonataFixture>
{
    // What SweepUploads cannot remove changes nothing of the backup.
    public static TheoryData<string> Steps => [.. Machine.Backup.Steps.Select(step => step.Name).Except(["SweepUploads"])];

    [Fact]
    public async Task A_backup_goes_from_the_first_step_to_the_last()
    {
        var run = await RunAsync(new SampleBackup(Shards: 3, Destinations: 2));

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Distinct().ShouldBe(Machine.Backup.Steps.Select(step => step.Name).Except(["RollBack"]));
        run.Functions.Invoked.Count(step => step == "VerifyExport").ShouldBe(3);
        run.Functions.Invoked.Count(step => step == "CopyToRegion").ShouldBe(6);
        run.Execution.Output!.Value.GetProperty("Published").GetProperty("Copies").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_listens_is_told_of_a_finished_backup()
    {
        var run = await RunAsync(new SampleBackup(Shards: 1, Destinations: 0));

        run.Recorded.Notifications.ShouldHaveSingleItem().Message.ShouldContain("\"Status\":\"Completed\"");
        run.Recorded.Events.ShouldHaveSingleItem().DetailType.ShouldBe("Cache Backup Completed");
    }

    [Fact]
    public async Task A_snapshot_by_name_is_neither_created_nor_deleted()
    {
        var run = await RunAsync(new SampleBackup(Shards: 1, Destinations: 1) { OfSnapshot = true });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.ShouldNotContain("CreateSnapshot");
        run.Functions.Invoked.ShouldNotContain("DeleteSnapshot");
    }

    [Fact]
    public async Task An_export_that_leaves_files_out_is_made_again()
    {
        var run = await RunAsync(new SampleBackup(Shards: 2, Destinations: 1) { ExportsTwice = true });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Count(step => step == "ExportSnapshot").ShouldBe(2);
    }

    [Fact]
    public async Task Files_that_take_several_invocations_are_gone_on_with_and_the_others_are_not_read_again()
    {
        var run = await RunAsync(new SampleBackup(Shards: 4, Destinations: 1)
        {
            InvocationsOf = name => name switch { "shard-0001.rdb" => 4, "shard-0003.rdb" => 2, _ => 1 },
        });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.States.Count(state => state == "VerifyShards").ShouldBe(4);
        run.Functions.Invoked.Count(step => step == "VerifyExport").ShouldBe(4 + 2 + 1 + 1);
        run.Functions.Invoked.Count(step => step == "CopyToRegion").ShouldBe(4);
    }

    [Fact]
    public async Task Shards_are_handed_on_by_name_whichever_was_done_first()
    {
        IReadOnlyList<VerifiedShard> shards = [];
        var sample = new SampleBackup(Shards: 3, Destinations: 0) { InvocationsOf = name => name == "shard-0002.rdb" ? 1 : 3 };
        sample.WhenPublished = input => shards = input.Shards;

        (await RunAsync(sample)).Execution.Status.ShouldBe(ExecutionStatus.Succeeded);

        shards.Select(shard => shard.Name).ShouldBe(["shard-0001.rdb", "shard-0002.rdb", "shard-0003.rdb"]);
    }

    [Fact]
    public async Task A_file_too_large_for_one_invocation_is_copied_in_slices_and_then_taken_up_again()
    {
        var run = await RunAsync(new SampleBackup(Shards: 2, Destinations: 1) { SlicesPerFile = 3 });

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Functions.Invoked.Count(step => step == "CopyToRegion").ShouldBe(2 * (1 + 3 + 1));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Whatever_step_fails_the_run_is_rolled_back_and_ends_with_that_error(string step)
    {
        // RollBack runs only after another failure, which then stays the run's error.
        var failing = step == "RollBack" ? "VerifyExport" : step;
        var run = await RunAsync(new SampleBackup(Shards: 2, Destinations: 1), failing, step == "RollBack" ? step : null);

        run.Execution.Status.ShouldBe(ExecutionStatus.Failed);
        run.Execution.Error.ShouldBe($"{failing}FailedException");
        run.Functions.Invoked.ShouldContain("RollBack");
        run.States.Last().ShouldBe("BackupFailed");
        run.Recorded.Notifications.ShouldHaveSingleItem().Message.ShouldContain($"{failing}FailedException");
        run.Recorded.Events.ShouldHaveSingleItem().DetailType.ShouldBe("Cache Backup Failed");
    }

    [Fact]
    public async Task A_backup_is_finished_though_uploads_of_other_runs_could_not_be_aborted() =>
        (await RunAsync(new SampleBackup(Shards: 1, Destinations: 1), "SweepUploads")).Execution.Status.ShouldBe(ExecutionStatus.Succeeded);

    private Task<MachineRun> RunAsync(SampleBackup sample, params string?[] failing) =>
        MachineRun.RunAsync(
            jsonata.Evaluator, sample, failing.OfType<string>().ToDictionary(step => step, step => $"{step}FailedException"));
}
