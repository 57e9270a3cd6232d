using System.Text.Json;

namespace CacheBackup.Core.Drills;

/// <summary>Why a restore failed: the first error of its execution.</summary>
/// <param name="Name">Its name, a heading of the runbook.</param>
/// <param name="Message">Its message.</param>
internal sealed record RestoreFailure(string Name, string Message)
{
    // Of 50 drills, so that all of them pass through the state machine.
    private const int MostCharacters = 1000;

    /// <summary>Finds it in what the state that ran the execution reports.</summary>
    /// <param name="error"><c>States.TaskFailed</c> where the execution failed, other names where it could not be started.</param>
    /// <param name="cause">Then the description of the execution as JSON; its own cause is again JSON where a function failed.</param>
    public static RestoreFailure Of(string error, string cause)
    {
        if (ObjectIn(cause) is not { } execution || TextOf(execution, "Status") is not { } status)
        {
            return new RestoreFailure(error, Shortened(cause));
        }

        var own = TextOf(execution, "Cause") ?? "";
        var message = ObjectIn(own) is { } thrown && TextOf(thrown, "errorMessage") is { } text ? text : own;
        return new RestoreFailure(
            TextOf(execution, "Error") ?? error,
            Shortened(message.Length > 0 ? message : $"The restore {TextOf(execution, "ExecutionArn")} ended as {status}."));
    }

    private static JsonElement? ObjectIn(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } found ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shortened(string text) => text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}…";
}
