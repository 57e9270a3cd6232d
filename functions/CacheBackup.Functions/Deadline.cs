using Amazon.Lambda.Core;

namespace CacheBackup.Functions;

/// <summary>
/// A token that fires shortly before Lambda would kill the function, so that a slow call ends as an error the state
/// machine knows instead of <c>Sandbox.Timedout</c>, and clean-up still has time to run.
/// </summary>
public sealed class Deadline : IDisposable
{
    private static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _source;

    private Deadline(CancellationTokenSource source) => _source = source;

    /// <summary>Passed to every call. Fires once, a few seconds before the function's time-out.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The deadline of this invocation.</summary>
    /// <param name="context">The invocation.</param>
    public static Deadline Of(ILambdaContext context) => new(new CancellationTokenSource(UsableOf(context.RemainingTime)));

    /// <summary>The remaining time less a tenth, at most 5 s.</summary>
    public static TimeSpan UsableOf(TimeSpan remaining) => remaining - (remaining / 10 < LongestReserve ? remaining / 10 : LongestReserve);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
