using System.Text.Json;
using System.Text.Json.Nodes;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>One event of an execution's history.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="PreviousId">The event that led to it: branches of a Map each have their own chain.</param>
/// <param name="At">When it happened.</param>
/// <param name="Type">Such as <c>TaskStateEntered</c>.</param>
/// <param name="Details">The event's details object; empty for a type that has none.</param>
public sealed record HistoryEvent(long Id, long PreviousId, DateTimeOffset At, string Type, JsonObject Details)
{
    /// <summary>The state's name, of an event that enters or leaves one.</summary>
    public string? StateName => (string?)Details["name"];

    /// <summary>The error's name, of an event that reports one.</summary>
    public string? Error => (string?)Details["error"];

    /// <summary>What the error's source said about it: the message of a function's error document, otherwise the cause as it is.</summary>
    public string? Message
    {
        get
        {
            var cause = (string?)Details["cause"];
            try
            {
                return JsonNode.Parse(cause ?? "null") is JsonObject document ? (string?)document["errorMessage"] ?? cause : cause;
            }
            catch (JsonException)
            {
                return cause;
            }
        }
    }

    /// <summary>What a state or an execution put out, parsed.</summary>
    public JsonNode? Output => Details["output"] is { } text ? JsonNode.Parse((string)text!) : null;

    /// <summary>Whether it is the exit of a state. What follows the last iteration of a Map is told from that one's exit by its name.</summary>
    public bool Leaves(StateProgress state) => Type.EndsWith("StateExited", StringComparison.Ordinal) && StateName == state.Name;

    /// <summary>Reads an event as GetExecutionHistory answers it.</summary>
    public static HistoryEvent Parse(JsonObject wire) => new(
        (long)wire["id"]!,
        (long?)wire["previousEventId"] ?? 0,
        DateTimeOffset.UnixEpoch.AddSeconds((double)wire["timestamp"]!),
        (string)wire["type"]!,
        wire.FirstOrDefault(member => member.Key.EndsWith("EventDetails", StringComparison.Ordinal)).Value as JsonObject ?? []);
}
