using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>The shapes of event details that several events share.</summary>
internal static class Details
{
    /// <summary>Nothing is cut off: all payloads are kept whole.</summary>
    public static object Whole { get; } = new { truncated = false };

    public static object Entered(string name, JsonElement input) => new { name, input = Payload.Text(input), inputDetails = Whole };

    public static object Exited(string name, JsonElement output, JsonElement? assigned) => new
    {
        name,
        output = Payload.Text(output),
        outputDetails = Whole,
        assignedVariables = assigned?.EnumerateObject().ToDictionary(variable => variable.Name, variable => Payload.Text(variable.Value)),
        assignedVariablesDetails = assigned is null ? null : Whole,
    };

    public static object Failed(StatesException failure) => new { error = failure.Error, cause = failure.Cause };
}
