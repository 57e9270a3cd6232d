using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>One event of an execution.</summary>
/// <param name="Id">From 1, without gaps.</param>
/// <param name="PreviousEventId">The event that led to it; 0 for the first ones.</param>
/// <param name="Timestamp">Real time.</param>
/// <param name="Type">As the API names it: <c>TaskStateEntered</c>.</param>
/// <param name="StateName">The state it happened in; null outside states.</param>
/// <param name="DetailsName">The API's member: <c>stateEnteredEventDetails</c>; null when the event has none.</param>
/// <param name="Details">What that member holds.</param>
public sealed record HistoryEvent(
    long Id, long PreviousEventId, DateTimeOffset Timestamp, string Type, string? StateName, string? DetailsName, JsonElement? Details);

/// <summary>What happened in one execution, readable while it happens.</summary>
public sealed class History(TimeProvider time)
{
    /// <summary>Events an execution may have, its end included.</summary>
    public const int Longest = 25_000;

    private readonly Lock _lock = new();
    private readonly List<HistoryEvent> _events = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _ended;

    /// <summary>The events so far.</summary>
    public IReadOnlyList<HistoryEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Every event, the past ones first, until the execution ends.</summary>
    public async IAsyncEnumerable<HistoryEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = 0;
        while (true)
        {
            HistoryEvent[] news;
            Task changed;
            bool ended;
            lock (_lock)
            {
                news = [.. _events.Skip(next)];
                changed = _changed.Task;
                ended = _ended;
            }

            foreach (var item in news)
            {
                yield return item;
            }

            next += news.Length;
            if (ended)
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Adds an event; nothing once the execution has ended.</summary>
    /// <returns>The event's id.</returns>
    /// <exception cref="StatesException">The history is full; only the end still fits.</exception>
    internal long Append(long previous, string type, string? stateName = null, string? detailsName = null, object? details = null)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return _events.Count;
            }

            if (_events.Count >= Longest - 1)
            {
                throw new StatesException(
                    StatesErrors.Runtime, $"The execution reached the maximum number of history events ({Longest}).");
            }

            return Add(previous, type, stateName, detailsName, details);
        }
    }

    /// <summary>Adds the last event.</summary>
    internal void End(long previous, string type, string detailsName, object details)
    {
        lock (_lock)
        {
            Add(previous, type, null, detailsName, details);
            _ended = true;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long Add(long previous, string type, string? stateName, string? detailsName, object? details)
    {
        var id = _events.Count + 1;
        _events.Add(new HistoryEvent(
            id, previous, time.GetUtcNow(), type, stateName, detailsName, details is null ? null : Payload.Of(details)));
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
        return id;
    }
}
