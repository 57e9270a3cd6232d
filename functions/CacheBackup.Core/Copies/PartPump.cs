using System.Threading.Channels;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Copies;

/// <summary>How a pump ended.</summary>
public enum PumpEnd
{
    /// <summary>Every part has been copied.</summary>
    Finished,

    /// <summary>The time was over before.</summary>
    OutOfTime,

    /// <summary>The upload was aborted or completed by something else.</summary>
    UploadGone,
}

/// <summary>
/// Copies parts, many at once: as many as <see cref="StreamWindow"/> allows, each with a time-out of its own, failed ones again after a
/// random wait, late ones a second time with the first answer winning. One loop owns all state; requests only report to it.
/// </summary>
/// <param name="copyPart">One request: true when the part is there, false when the upload is gone.</param>
/// <param name="streams">The most in flight.</param>
/// <param name="clock">Measures, and fires time-outs.</param>
/// <param name="random">Spreads repetitions.</param>
public sealed class PartPump(Func<PartRange, CancellationToken, Task<bool>> copyPart, int streams, TimeProvider clock, Random random)
{
    // Fine enough for a late part among seconds, coarse enough to cost nothing.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Channel<PumpEvent> _events = Channel.CreateUnbounded<PumpEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly StreamWindow _window = new(streams);
    private readonly PartPace _pace = new();
    private readonly PartFlights _flights = new(random);
    private readonly CopyMeter _meter = new();
    private long _startedAt;

    /// <summary>What has been done so far.</summary>
    public CopyTally Tally => _meter.Read(Now, _flights.InFlight);

    private TimeSpan Now => clock.GetElapsedTime(_startedAt);

    /// <summary>Copies the parts, or as many as the time allows. Nothing is in flight any more when it returns.</summary>
    /// <param name="parts">In the order they are begun.</param>
    /// <param name="time">After it, what is in flight is given up.</param>
    /// <param name="onTick">Told four times a second.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <exception cref="CacheBackupException">What a request failed with: at once, or for the last time.</exception>
    public async Task<PumpEnd> RunAsync(
        IReadOnlyList<PartRange> parts, TimeSpan time, Action<CopyTally>? onTick, CancellationToken cancellationToken)
    {
        _startedAt = clock.GetTimestamp();
        _flights.Add(parts);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ticks = clock.CreateTimer(_ => _events.Writer.TryWrite(PumpEvent.OfTick), null, Tick, Tick);
        try
        {
            return await PumpAsync(time, onTick, stop.Token);
        }
        finally
        {
            stop.Cancel();
            // A request left behind would go on while the function is frozen, and report into the next invocation.
            while (_flights.InFlight > 0)
            {
                _flights.End((await _events.Reader.ReadAsync(CancellationToken.None)).Attempt);
            }
        }
    }

    private async Task<PumpEnd> PumpAsync(TimeSpan time, Action<CopyTally>? onTick, CancellationToken stop)
    {
        while (!_flights.IsDone)
        {
            if (Now >= time)
            {
                return PumpEnd.OutOfTime;
            }

            Launch(time - Now, stop);
            if (_flights.InFlight == 0 && !_pace.Fits(time - Now))
            {
                return PumpEnd.OutOfTime;
            }

            var happened = await _events.Reader.ReadAsync(stop);
            if (happened.Attempt is null)
            {
                onTick?.Invoke(Tally);
            }
            else if (!Handle(happened))
            {
                return PumpEnd.UploadGone;
            }
        }

        return PumpEnd.Finished;
    }

    private void Launch(TimeSpan left, CancellationToken stop)
    {
        if (!_pace.Fits(left))
        {
            return;
        }

        // Late parts first, but never more than a sixteenth of the streams: the others have parts nobody has asked for yet.
        while (_flights.InFlight < _window.Limit && _flights.NextLate(Now, _pace, Math.Max(1, _window.Limit / 16)) is { } late)
        {
            _meter.Reissued++;
            Begin(late, stop);
        }

        while (_flights.InFlight < _window.Limit && _flights.NextDue(Now) is { } due)
        {
            Begin(due, stop);
        }
    }

    private void Begin(PartFlight flight, CancellationToken stop)
    {
        var attempt = _flights.Begin(flight, Now, _pace.TimeoutOf(flight.Part.Bytes, flight.Failures), clock, stop);
        _ = AskAsync(attempt);
    }

    // Whatever becomes of it is reported, so that the task itself never fails.
    private async Task AskAsync(PartAttempt attempt)
    {
        try
        {
            var isThere = await copyPart(attempt.Flight.Part, attempt.Token);
            _events.Writer.TryWrite(new PumpEvent(attempt, isThere, null));
        }
#pragma warning disable CA1031 // The loop decides what it means.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _events.Writer.TryWrite(new PumpEvent(attempt, false, error));
        }
    }

    /// <returns>False when the upload is gone.</returns>
    private bool Handle(PumpEvent happened)
    {
        var attempt = happened.Attempt!;
        _flights.End(attempt);
        if (attempt.Flight.IsCopied)
        {
            // The other request for the same part was faster. Both copy the same bytes.
            return true;
        }

        if (happened.Error is { } error)
        {
            Fail(attempt, error);
            return true;
        }

        if (happened.IsThere)
        {
            _window.OnCopied(Now, attempt.Flight.Part.Bytes);
            _pace.OnCopied(Now - attempt.StartedAt);
            _meter.Copied(attempt.Flight.Part.Bytes, Now - attempt.StartedAt);
            _flights.Copied(attempt.Flight);
        }

        return happened.IsThere;
    }

    private void Fail(PartAttempt attempt, Exception error)
    {
        var isThrottled = error is TransientServiceException { IsThrottling: true };
        if (isThrottled)
        {
            _meter.Throttled++;
            _window.OnThrottled(Now, attempt.StartedAt);
        }

        if (error is not TransientServiceException || !_flights.Failed(attempt.Flight, Now, isThrottled))
        {
            throw error;
        }

        _meter.Retried++;
    }
}

/// <summary>What the loop is told.</summary>
/// <param name="Attempt">The request that ended; null for a tick of the clock.</param>
/// <param name="IsThere">Whether it copied the part.</param>
/// <param name="Error">What it ended with instead.</param>
internal readonly record struct PumpEvent(PartAttempt? Attempt, bool IsThere, Exception? Error)
{
    public static PumpEvent OfTick { get; } = new(null, false, null);
}
