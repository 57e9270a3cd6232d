namespace CacheBackup.Core.Copies;

/// <summary>The time one invocation has, and when to tell how far it is.</summary>
/// <param name="clock">Measures.</param>
/// <param name="time">The whole of it.</param>
/// <param name="progress">Whom to tell.</param>
internal sealed class CopyWatch(TimeProvider clock, TimeSpan time, IProgress<CopyProgress>? progress)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(10);

    // Listing 10,000 parts and completing them takes seconds; a fifth where there is little time in all.
    private static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(30);

    private readonly long _startedAt = clock.GetTimestamp();
    private TimeSpan _reportAt = BetweenReports;

    public TimeProvider Clock => clock;

    /// <summary>Time left for parts: what completing them takes is set aside.</summary>
    public TimeSpan LeftForParts => time - (time / 5 < LongestReserve ? time / 5 : LongestReserve) - clock.GetElapsedTime(_startedAt);

    /// <summary>Tells how far it is, unless that has been told lately.</summary>
    public void Report(PartLedger ledger, CopyTally tally)
    {
        var now = clock.GetElapsedTime(_startedAt);
        if (progress is not null && now >= _reportAt)
        {
            _reportAt = now + BetweenReports;
            progress.Report(ledger.Progress(tally));
        }
    }
}
