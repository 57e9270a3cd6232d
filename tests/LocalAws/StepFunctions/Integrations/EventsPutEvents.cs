using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary><c>events:putEvents</c>, recorded. One entry that EventBridge would refuse fails the Task, as in AWS.</summary>
public sealed class EventsPutEvents(Recorded recorded) : ITaskIntegration
{
    private const int MostEntries = 10;

    private static readonly string[] KnownFields = ["Source", "DetailType", "Detail", "EventBusName", "Resources", "Time", "TraceHeader"];

    /// <inheritdoc/>
    public string? ResourceType => "events";

    /// <inheritdoc/>
    public string Action => "putEvents";

    /// <inheritdoc/>
    public TaskParameters? Parameters { get; } = new(["Entries"], []);

    /// <inheritdoc/>
    public bool Handles(string resource) => StatesResource.Is(resource, "events:putEvents");

    /// <inheritdoc/>
    public Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        if (!request.Arguments.TryGetProperty("Entries", out var entries) || entries.ValueKind != JsonValueKind.Array
            || entries.GetArrayLength() is 0 or > MostEntries)
        {
            throw new StatesException("EventBridge.ValidationException", $"Entries must hold 1 to {MostEntries} entries.");
        }

        var events = entries.EnumerateArray().Select(Read).ToList();
        events.ForEach(recorded.Add);
        return Task.FromResult(Payload.Of(new { Entries = events.Select(item => new { item.EventId }), FailedEntryCount = 0 }));
    }

    private static PutEvent Read(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || entry.EnumerateObject().Any(field => !KnownFields.Contains(field.Name)))
        {
            throw Failure("MalformedEntry", "An entry has a field that PutEvents does not have.");
        }

        if (!entry.TryGetProperty("Detail", out var detail) || detail.ValueKind != JsonValueKind.Object)
        {
            throw Failure("MalformedDetail", "Detail is malformed.");
        }

        var source = Required(entry, "Source");
        return source.StartsWith("aws.", StringComparison.Ordinal)
            ? throw Failure("NotAuthorizedForSourceException", "Not authorized for the source.")
            : new PutEvent(source, Required(entry, "DetailType"), detail, entry.OptionalText("EventBusName"), Guid.NewGuid().ToString());
    }

    private static string Required(JsonElement entry, string field) =>
        entry.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Failure("InvalidArgument", $"Parameter {field} is not valid. Reason: {field} is a required argument.");

    private static StatesException Failure(string code, string message) => new(
        "EventBridge.FailedEntry",
        Payload.Text(Payload.Of(new { Entries = new[] { new { ErrorCode = code, ErrorMessage = message } }, FailedEntryCount = 1 })));
}
