namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Timers as long as Step Functions allows (99,999,999 s), where .NET's end at 49 days.</summary>
internal static class Timers
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(45);

    /// <summary>A source that fires after a real duration; beyond 45 days it never does.</summary>
    public static CancellationTokenSource After(TimeSpan real, TimeProvider time) =>
        real <= Longest ? new CancellationTokenSource(real, time) : new CancellationTokenSource();

    /// <summary>Waits for a real duration.</summary>
    public static Task DelayAsync(TimeSpan real, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Delay(real <= Longest ? real : Timeout.InfiniteTimeSpan, time, cancellationToken);
}
