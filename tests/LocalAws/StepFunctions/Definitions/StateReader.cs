using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Integrations;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Reads one state of any type.</summary>
internal sealed class StateReader(
    IReadOnlyList<ITaskIntegration> integrations, List<Template> templates, Func<Fields, StateGraph> readGraph)
{
    private static readonly string[] JsonPathFields =
        ["InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector", "Result", "ItemsPath", "SecondsPath", "TimestampPath",
         "ErrorPath", "CausePath", "TimeoutSecondsPath", "HeartbeatSecondsPath", "MaxConcurrencyPath", "Iterator"];

    public State Read(string name, Fields fields)
    {
        CheckName(name, fields);
        fields.Take("Comment");
        if (fields.OptionalText("QueryLanguage") is { } language && language != "JSONata")
        {
            throw fields.Refuse("QueryLanguage", "LocalAws does not support JSONPath.");
        }

        if (JsonPathFields.FirstOrDefault(fields.Has) is { } foreign)
        {
            throw fields.Refuse(foreign, "belongs to JSONPath, not to JSONata.");
        }

        var state = ReadType(name, fields.Text("Type"), fields);
        fields.Done();
        return state;
    }

    private static void CheckName(string name, Fields fields)
    {
        if (name.Length is 0 or > 80)
        {
            throw new DefinitionException(fields.Path, "a state's name has 1 to 80 characters.");
        }
    }

    private State ReadType(string name, string type, Fields fields) => type switch
    {
        "Task" => Fallible(ReadTask(name, fields), fields),
        "Parallel" => Fallible(ReadParallel(name, fields), fields),
        "Map" => Fallible(new MapReader(Reader(fields), readGraph).Read(name, fields), fields),
        "Pass" => Following(new PassState(name), fields, StatesScope.Input),
        "Wait" => Following(ReadWait(name, fields), fields, StatesScope.Input),
        "Choice" => ReadChoice(name, fields),
        "Succeed" => new SucceedState(name) { Output = Reader(fields).Optional("Output", StatesScope.Input) },
        "Fail" => new FailState(name, Reader(fields).Text("Error"), Reader(fields).Text("Cause")),
        _ => throw fields.Refuse("Type", $"'{type}' is not a state type."),
    };

    private TemplateReader Reader(Fields fields) => new(fields, templates);

    private State Following(State state, Fields fields, StatesScope scope)
    {
        var ends = fields.Take("End");
        if (ends is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            throw fields.Refuse("End", "must be true or false.");
        }

        var next = fields.OptionalText("Next");
        if ((next is null) != (ends is { ValueKind: JsonValueKind.True }))
        {
            throw new DefinitionException(fields.Path, "needs exactly one of 'Next' and 'End': true.");
        }

        var reader = Reader(fields);
        return state with { Next = next, Output = reader.Optional("Output", scope), Assign = reader.Assign(scope) };
    }

    private State Fallible(FallibleState state, Fields fields) => Following(
        state with { Retriers = RetryReader.Retriers(fields), Catchers = new CatchReader(templates).Catchers(fields) },
        fields,
        StatesScope.Result);

    private TaskState ReadTask(string name, Fields fields)
    {
        fields.RefuseUnsupported("Credentials");
        var resource = fields.Text("Resource");
        var integration = integrations.FirstOrDefault(candidate => candidate.Handles(resource))
            ?? throw fields.Refuse("Resource", $"LocalAws does not support '{resource}'.");
        var reader = Reader(fields);
        var arguments = reader.Optional("Arguments", StatesScope.Input);
        TaskArguments.Check(integration, arguments, fields.Path);
        return new TaskState(name, resource, integration, arguments)
        {
            TimeoutSeconds = reader.Number("TimeoutSeconds", 1),
            HeartbeatSeconds = reader.Number("HeartbeatSeconds", 1),
        };
    }

    private ParallelState ReadParallel(string name, Fields fields)
    {
        var branches = fields.Require("Branches");
        if (branches.ValueKind != JsonValueKind.Array || branches.GetArrayLength() == 0)
        {
            throw fields.Refuse("Branches", "must be an array with at least one branch.");
        }

        return new ParallelState(
            name,
            [.. branches.EnumerateArray().Select((branch, index) => ReadInner(branch, $"{fields.Path}/Branches[{index}]"))],
            Reader(fields).Optional("Arguments", StatesScope.Input));
    }

    private StateGraph ReadInner(JsonElement element, string path)
    {
        var inner = new Fields(element, path);
        inner.Take("Comment");
        var graph = readGraph(inner);
        inner.Done();
        return graph;
    }

    private WaitState ReadWait(string name, Fields fields)
    {
        var reader = Reader(fields);
        var wait = new WaitState(name, reader.Number("Seconds", 0), reader.Text("Timestamp"));
        return (wait.Seconds is null) != (wait.Timestamp is null)
            ? wait
            : throw new DefinitionException(fields.Path, "needs exactly one of 'Seconds' and 'Timestamp'.");
    }

    private ChoiceState ReadChoice(string name, Fields fields)
    {
        var rules = fields.Require("Choices");
        if (rules.ValueKind != JsonValueKind.Array || rules.GetArrayLength() == 0)
        {
            throw fields.Refuse("Choices", "must be an array with at least one rule.");
        }

        var reader = Reader(fields);
        return new ChoiceState(name, [.. rules.EnumerateArray().Select((rule, index) => ReadRule(rule, index, fields))])
        {
            Next = fields.OptionalText("Default"),
            Output = reader.Optional("Output", StatesScope.Input),
            Assign = reader.Assign(StatesScope.Input),
        };
    }

    private ChoiceRule ReadRule(JsonElement element, int index, Fields state)
    {
        var fields = new Fields(element, $"{state.Path}/Choices[{index}]");
        fields.Take("Comment");
        var reader = new TemplateReader(fields, templates, state.Path);
        var rule = new ChoiceRule(
            reader.Condition(), fields.Text("Next"), reader.Optional("Output", StatesScope.Input), reader.Assign(StatesScope.Input));
        fields.Done();
        return rule;
    }
}
