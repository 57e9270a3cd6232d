namespace CacheBackup.Core.Verification;

/// <summary>When an invocation has to stop reading, so that its checkpoint is written before Lambda ends it.</summary>
/// <param name="clock">Measures.</param>
/// <param name="remaining">What the invocation has left now.</param>
public sealed class InvocationTime(TimeProvider clock, TimeSpan remaining)
{
    private static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(60);

    // A third of what one stream to S3 moves.
    private const long StateBytesPerSecond = 25_000_000;

    private readonly long _start = clock.GetTimestamp();

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>All of it that is not reserved: a fifth of it is, 60 s at most.</summary>
    public TimeSpan ForReading { get; } = remaining - (remaining / 5 < LongestReserve ? remaining / 5 : LongestReserve);

    /// <summary>What is left for reading; nothing or less when it is time to stop.</summary>
    /// <param name="stateBytes">Bytes of the checkpoint that is to be written then.</param>
    public TimeSpan LeftFor(long stateBytes) => ForReading - TimeSpan.FromSeconds(stateBytes / (double)StateBytesPerSecond) - Elapsed;
}

/// <summary>What an invocation has.</summary>
public sealed record InvocationLimits(FunctionMemory Memory, InvocationTime Time);
