using CacheBackup.Core.Polling;

namespace CacheBackup.Core.Recovery;

/// <summary>What one attempt to undo a run did.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Progress">How long to wait before the next attempt, while it is in progress.</param>
/// <param name="ObjectsRemoved">Object versions, delete markers and uploads removed by this attempt.</param>
/// <param name="Left">What is left, each with the reason; at most <see cref="MostEntries"/> entries and a count of the others.</param>
public sealed record RollBackReport(RollBackOutcome Outcome, PollProgress Progress, int ObjectsRemoved, IReadOnlyList<string> Left)
{
    /// <summary>The report travels through the state machine and a notification.</summary>
    public const int MostEntries = 20;

    /// <summary>A report of an attempt that touched nothing.</summary>
    public static RollBackReport Untouched(RollBackOutcome outcome, PollProgress progress) => new(outcome, progress, 0, []);

    /// <summary>A report of an attempt that went through to the end.</summary>
    public static RollBackReport Done(PollProgress progress, int removed, IReadOnlyList<string> left) =>
        new(left.Count == 0 ? RollBackOutcome.RolledBack : RollBackOutcome.Incomplete, progress, removed, Bounded(left));

    private static IReadOnlyList<string> Bounded(IReadOnlyList<string> left) =>
        left.Count <= MostEntries ? left : [.. left.Take(MostEntries), $"and {left.Count - MostEntries} more"];
}
