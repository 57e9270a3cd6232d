using CacheBackup.Core.Errors;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.UnitTests.Snapshots;

public class SnapshotJudgementTests
{
    private static readonly PollingLimits Limits = new();
    private static readonly PollProgress Later = new(WaitSeconds: 45, WaitedSeconds: 50);

    [Fact]
    public void Available_is_available_even_after_the_deadline()
    {
        IsAvailable("available", new PollProgress(300, 7200)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("creating")]
    [InlineData("exporting")]
    [InlineData("copying")]
    [InlineData("a-status-of-tomorrow")]
    public void Any_other_status_means_still_working(string status)
    {
        IsAvailable(status, Later).ShouldBeFalse();
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("deleting")]
    public void A_failed_or_vanishing_snapshot_is_an_error_at_once(string status)
    {
        Should.Throw<SnapshotCreationFailedException>(() => IsAvailable(status, PollProgress.Start))
            .Message.ShouldContain($"has the status {status}");
    }

    [Fact]
    public void A_snapshot_just_created_may_not_be_found_by_the_first_two_polls()
    {
        IsAvailable(null, PollProgress.Start).ShouldBeFalse();
        IsAvailable(null, PollProgress.Start.Next(Limits, Limits.SnapshotDeadlineSeconds)).ShouldBeFalse();
    }

    [Fact]
    public void A_snapshot_not_found_by_the_third_poll_has_vanished()
    {
        var third = PollProgress.Start.Next(Limits, Limits.SnapshotDeadlineSeconds).Next(Limits, Limits.SnapshotDeadlineSeconds);

        Should.Throw<SnapshotCreationFailedException>(() => IsAvailable(null, third));
    }

    [Fact]
    public void Still_working_at_the_deadline_is_too_late()
    {
        Should.Throw<SnapshotDeadlineException>(() => IsAvailable("creating", new PollProgress(300, 6900)))
            .Message.ShouldStartWith("Snapshot nightly is creating after 7200 s.");
    }

    private static bool IsAvailable(string? status, PollProgress progress) =>
        SnapshotJudgement.IsAvailable("nightly", status, progress, Limits);
}
