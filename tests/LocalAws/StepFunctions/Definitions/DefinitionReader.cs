using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Integrations;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Loads Amazon States Language with JSONata, strictly: what it does not know it refuses, naming state and field.</summary>
public sealed class DefinitionReader
{
    private const int LongestSeconds = 99_999_999;

    private readonly StateReader _states;
    private readonly List<Template> _templates = [];

    private DefinitionReader(IReadOnlyList<ITaskIntegration> integrations) =>
        _states = new StateReader(integrations, _templates, ReadGraph);

    /// <summary>Reads a definition.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="integrations">What a Task may call.</param>
    /// <exception cref="DefinitionException">AWS would refuse it, or LocalAws does not support it.</exception>
    public static StateMachineDefinition Read(string text, IReadOnlyList<ITaskIntegration> integrations)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(text);
        }
        catch (JsonException error)
        {
            throw new DefinitionException("", $"The definition is no JSON: {error.Message}");
        }

        var reader = new DefinitionReader(integrations);
        return reader.ReadMachine(new Fields(root, ""));
    }

    private StateMachineDefinition ReadMachine(Fields fields)
    {
        fields.Take("Comment");
        if (fields.OptionalText("QueryLanguage") != "JSONata")
        {
            throw new DefinitionException("QueryLanguage", "must be 'JSONata': LocalAws does not support JSONPath.");
        }

        if (fields.OptionalText("Version") is { } version && version != "1.0")
        {
            throw new DefinitionException("Version", "must be '1.0'.");
        }

        var timeout = fields.WholeNumber("TimeoutSeconds", 0, 1, LongestSeconds);
        var graph = ReadGraph(fields);
        fields.Done();
        GraphChecks.Run(graph);
        return new StateMachineDefinition(graph, timeout == 0 ? null : timeout, _templates);
    }

    private StateGraph ReadGraph(Fields fields)
    {
        var startAt = fields.Text("StartAt");
        var path = fields.Path.Length == 0 ? "States" : $"{fields.Path}/States";
        var states = new Fields(fields.Require("States"), path);
        var read = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (var name in states.Names())
        {
            read[name] = _states.Read(name, new Fields(states.Require(name), $"{path}/{name}"));
        }

        return new StateGraph(startAt, read);
    }
}
