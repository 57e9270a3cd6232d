using System.Text.Json.Nodes;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>What the output of a state of the shipped machines says, in a few words.</summary>
public static class Findings
{
    private static readonly Dictionary<string, Func<JsonNode, string>> OfState = new(StringComparer.Ordinal)
    {
    };

    /// <summary>The error it ended with, or what it found; empty while it has found nothing.</summary>
    public static string Of(StateProgress state)
    {
        if (state.Error is { } error)
        {
            return error;
        }

        return state.Output is { } output && OfState.TryGetValue(state.Name, out var say) ? say(output) : "";
    }
}
