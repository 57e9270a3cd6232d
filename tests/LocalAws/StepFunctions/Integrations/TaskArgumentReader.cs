using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary>Reads evaluated arguments, failing the Task as AWS does when one is missing or of the wrong kind.</summary>
internal static class TaskArgumentReader
{
    public static string Text(this JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object
        && arguments.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new StatesException(StatesErrors.Runtime, $"The argument '{name}' is required and must be a string.");

    public static string? OptionalText(this JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out _) ? arguments.Text(name) : null;
}
