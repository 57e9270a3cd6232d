namespace CacheBackup.LocalAws.Hosting;

/// <summary>
/// How fast simulated durations pass: what takes AWS 20 s takes 20 s / <see cref="Scale"/> here. Timestamps stay real;
/// only waits, retry back-offs, a machine's timeout and the times of a snapshot and of a modelled copy are scaled. The
/// timeouts of functions and of Tasks are not: they measure real work.
/// </summary>
public sealed class Pace(TimeProvider time, double scale)
{
    /// <summary>Simulated seconds per real second, above 0.</summary>
    public double Scale { get; } = scale > 0
        ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "The time scale must be above 0.");

    /// <summary>The clock for timestamps.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The real time a simulated duration takes.</summary>
    public TimeSpan ToReal(TimeSpan simulated) => simulated / Scale;

    /// <summary>Waits for a simulated duration.</summary>
    public Task DelayAsync(TimeSpan simulated, CancellationToken cancellationToken) =>
        Task.Delay(ToReal(simulated), Time, cancellationToken);

    /// <summary>A token that fires after a simulated duration.</summary>
    public CancellationTokenSource TimeoutAfter(TimeSpan simulated) => new(ToReal(simulated), Time);
}
