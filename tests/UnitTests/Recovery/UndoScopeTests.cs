using CacheBackup.Core.Errors;
using CacheBackup.Core.Recovery;
using CacheBackup.UnitTests.Manifests;

namespace CacheBackup.UnitTests.Recovery;

public class UndoScopeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("elasticache")]
    [InlineData("elasticache/orders")]
    [InlineData("elasticache/orders/20261120t030000z-0a1b2c3d/deeper")]
    public void A_folder_that_may_be_more_than_one_runs_is_refused(string folder)
    {
        var plan = ManifestSamples.Plan with { Folder = folder };

        Should.Throw<InvalidBackupRequestException>(() => UndoScope.Demand(plan));
    }

    [Fact]
    public void A_plan_without_a_backup_id_is_refused()
    {
        var plan = ManifestSamples.Plan with { BackupId = "", Folder = "elasticache/" };

        Should.Throw<InvalidBackupRequestException>(() => UndoScope.Demand(plan));
    }

    [Theory]
    [InlineData("exporting", true, false, true)]
    [InlineData("exporting", false, true, true)]
    [InlineData("creating", true, false, true)]
    [InlineData("creating", true, true, false)]
    [InlineData("creating", false, true, false)]
    [InlineData("available", true, false, false)]
    [InlineData("failed", true, false, false)]
    [InlineData(null, true, false, false)]
    public void An_undo_waits_for_exports_and_for_a_snapshot_it_is_to_delete(string? status, bool creates, bool keeps, bool waits)
    {
        UndoScope.IsBusy(ManifestSamples.Plan with { CreatesSnapshot = creates, KeepsSnapshot = keeps }, status).ShouldBe(waits);
    }

    [Fact]
    public void A_long_list_of_what_is_left_is_cut_with_the_number_of_the_others()
    {
        var report = RollBackReport.Done(new(0, 0), removed: 0, [.. Enumerable.Range(1, 25).Select(number => $"object {number}")]);

        report.Outcome.ShouldBe(RollBackOutcome.Incomplete);
        report.Left.Count.ShouldBe(21);
        report.Left[^1].ShouldBe("and 5 more");
    }
}
