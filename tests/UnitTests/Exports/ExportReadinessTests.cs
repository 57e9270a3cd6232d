using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Exports;

namespace CacheBackup.UnitTests.Exports;

public class ExportReadinessTests
{
    [Theory]
    [InlineData("available")]
    [InlineData("exporting")]
    public void A_snapshot_can_be_exported_while_it_is_available_and_may_have_been_told_to_already(string status)
    {
        Should.NotThrow(() => Demand(status));
    }

    [Theory]
    [InlineData("copying")]
    [InlineData("restoring")]
    [InlineData("a-status-of-tomorrow")]
    public void Any_other_work_on_it_ends_by_itself(string status)
    {
        Should.Throw<TransientServiceException>(() => Demand(status)).Message.ShouldContain($"is {status}");
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("deleting")]
    public void A_lost_snapshot_stays_lost(string status)
    {
        Should.Throw<SnapshotCreationFailedException>(() => Demand(status));
    }

    [Fact]
    public void A_snapshot_that_vanished_is_lost()
    {
        Should.Throw<SnapshotCreationFailedException>(() => ExportReadiness.Demand("nightly", null))
            .Message.ShouldStartWith("Snapshot nightly vanished before it was exported.");
    }

    [Fact]
    public void Data_tiering_is_never_exported()
    {
        var snapshot = SnapshotThatIs("available");
        (snapshot.DataTiering, snapshot.CacheNodeType) = (DataTieringStatus.Enabled, "cache.r6gd.xlarge");

        Should.Throw<SnapshotNotExportableException>(() => ExportReadiness.Demand("nightly", snapshot))
            .Message.ShouldContain("cache.r6gd.xlarge");
    }

    private static void Demand(string status) => ExportReadiness.Demand("nightly", SnapshotThatIs(status));

    private static Snapshot SnapshotThatIs(string status) =>
        new() { SnapshotName = "nightly", SnapshotStatus = status, CacheNodeType = "cache.r7g.large" };
}
