namespace CacheBackup.Core.Copies;

/// <summary>How far a file, or a slice of one, has come in this invocation.</summary>
/// <param name="Parts">Parts that are there, those of earlier invocations too.</param>
/// <param name="PartsInAll">Parts to be there in the end.</param>
/// <param name="Bytes">Bytes that are there.</param>
/// <param name="BytesInAll">Bytes to be there in the end.</param>
/// <param name="Tally">What this invocation has done.</param>
public sealed record CopyProgress(int Parts, int PartsInAll, long Bytes, long BytesInAll, CopyTally Tally)
{
    /// <summary>Seconds until the rest is there at the rate so far; null before the first part.</summary>
    public double? SecondsLeft => Tally.BytesPerSecond > 0 ? (BytesInAll - Bytes) / Tally.BytesPerSecond : null;
}

/// <summary>What one invocation has done.</summary>
/// <param name="Parts">Parts copied.</param>
/// <param name="Bytes">Their sizes together.</param>
/// <param name="Seconds">Since it began to copy.</param>
/// <param name="RequestSeconds">What the requests for these parts took, one after the other.</param>
/// <param name="InFlight">Parts in flight now.</param>
/// <param name="Retried">Requests repeated after an error or without an answer.</param>
/// <param name="Reissued">Late parts asked for a second time while the first request was under way.</param>
/// <param name="Throttled">Answers 503 SlowDown.</param>
public sealed record CopyTally(
    int Parts, long Bytes, double Seconds, double RequestSeconds, int InFlight, int Retried, int Reissued, int Throttled)
{
    /// <summary>Nothing done.</summary>
    public static CopyTally Nothing { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The rate of all streams together.</summary>
    public double BytesPerSecond => Seconds > 0 ? Bytes / Seconds : 0;

    /// <summary>The mean rate of one stream, what a request takes besides its bytes included.</summary>
    public double BytesPerSecondAndStream => RequestSeconds > 0 ? Bytes / RequestSeconds : 0;
}
