using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Functions.Snapshots;

/// <param name="SnapshotName">The snapshot to wait for.</param>
/// <param name="Region">Its Region.</param>
/// <param name="Polling">How often and how long to wait.</param>
/// <param name="Progress">The progress of the poll before.</param>
public sealed record PollSnapshotInput(string SnapshotName, string Region, PollingLimits Polling, PollProgress Progress);

/// <param name="IsAvailable">Whether it can be exported.</param>
/// <param name="Status">Its status, as ElastiCache spells it, or <c>not found</c>.</param>
/// <param name="Progress">How long to wait before the next poll.</param>
public sealed record PollSnapshotOutput(bool IsAvailable, string Status, PollProgress Progress);

/// <summary>Asks once whether the snapshot is available.</summary>
public sealed class PollSnapshot(SnapshotReader snapshots)
{
    [LambdaFunction(ResourceName = "PollSnapshotFunction")]
    public async Task<PollSnapshotOutput> PollSnapshotAsync(PollSnapshotInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var snapshot = await snapshots.FindAsync(input.Region, input.SnapshotName, deadline.Token);
        var output = new PollSnapshotOutput(
            SnapshotJudgement.IsAvailable(input.SnapshotName, snapshot?.SnapshotStatus, input.Progress, input.Polling),
            snapshot?.SnapshotStatus ?? "not found",
            input.Progress.Next(input.Polling, input.Polling.SnapshotDeadlineSeconds));
        context.Logger.LogInformation(
            "Snapshot {SnapshotName} is {Status} after {WaitedSeconds} s",
            input.SnapshotName, output.Status, output.Progress.WaitedSeconds);
        return output;
    }
}
