using System.Collections.Concurrent;
using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary>What a state machine published to SNS.</summary>
/// <param name="TopicArn">Where to.</param>
/// <param name="Message">Text; an object is its JSON, as in AWS.</param>
/// <param name="Subject">Null where there is none.</param>
/// <param name="MessageId">Unique.</param>
public sealed record Notification(string TopicArn, string Message, string? Subject, string MessageId);

/// <summary>What a state machine put on an event bus.</summary>
/// <param name="Source">Such as <c>cache-backup</c>.</param>
/// <param name="DetailType">What happened.</param>
/// <param name="Detail">The event's own data.</param>
/// <param name="EventBusName">Name or ARN; null for the default bus.</param>
/// <param name="EventId">Unique.</param>
public sealed record PutEvent(string Source, string DetailType, JsonElement Detail, string? EventBusName, string EventId);

/// <summary>What left the state machines for other services, in order.</summary>
public sealed class Recorded
{
    private readonly ConcurrentQueue<Notification> _notifications = new();
    private readonly ConcurrentQueue<PutEvent> _events = new();

    /// <summary>By <c>sns:publish</c>.</summary>
    public IReadOnlyList<Notification> Notifications => [.. _notifications];

    /// <summary>By <c>events:putEvents</c>.</summary>
    public IReadOnlyList<PutEvent> Events => [.. _events];

    internal void Add(Notification notification) => _notifications.Enqueue(notification);

    internal void Add(PutEvent putEvent) => _events.Enqueue(putEvent);
}
