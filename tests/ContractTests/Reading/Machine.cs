using System.Text.Json;
using System.Text.RegularExpressions;

namespace CacheBackup.ContractTests.Reading;

/// <summary>A shipped state machine, as written.</summary>
internal sealed partial class Machine
{
    private Machine(string name, string logicalId)
    {
        LogicalId = logicalId;
        Text = Repository.Read($"statemachine/{name}.asl.json");
        Json = JsonElement.Parse(Text);
        Graph = Graph.Read(Json, map: null);
        States = [.. Graph.All];
    }

    public static Machine Backup { get; } = new("backup", "BackupStateMachine");

    public static Machine Restore { get; } = new("restore", "RestoreStateMachine");

    public static Machine Drill { get; } = new("drill", "DrillStateMachine");

    public static IReadOnlyList<Machine> All { get; } = [Backup, Restore, Drill];

    /// <summary>The names of all steps of all machines: each is a step of one.</summary>
    public static IEnumerable<string> AllSteps => All.SelectMany(machine => machine.Steps).Select(step => step.Name);

    /// <summary>Its id in the template.</summary>
    public string LogicalId { get; }

    public string Text { get; }

    public JsonElement Json { get; }

    public Graph Graph { get; }

    /// <summary>Every state, those inside Maps too.</summary>
    public IReadOnlyList<MachineState> States { get; }

    /// <summary>The machine a step is of.</summary>
    public static Machine Of(string step) => All.Single(machine => machine.Steps.Any(state => state.Name == step));

    public MachineState State(string name) => States.Single(state => state.Name == name);

    public IEnumerable<MachineState> Tasks => States.Where(state => state.Type == "Task");

    /// <summary>The states that invoke a function, each by the function's own name.</summary>
    public IEnumerable<MachineState> Steps => Invocations.Where(state => !IsOfSlice(state));

    /// <summary>A second state for a function: it copies a part of the file that the other one copies.</summary>
    public MachineState CopySlice => Invocations.Single(IsOfSlice);

    private IEnumerable<MachineState> Invocations =>
        Tasks.Where(state => state.Text("Resource").EndsWith(":lambda:invoke", StringComparison.Ordinal));

    /// <summary>Names in <c>${…}</c>.</summary>
    public IEnumerable<string> Substitutions => Substitution().Matches(Text).Select(match => match.Groups[1].Value).Distinct();

    private static bool IsOfSlice(MachineState state) => state.Name.EndsWith("Slice", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Substitution();
}

/// <summary>States that lead to each other: the machine's, or those of one Map's processor.</summary>
internal sealed record Graph(string First, IReadOnlyDictionary<string, MachineState> ByName)
{
    public IEnumerable<MachineState> All =>
        ByName.Values.SelectMany(state => state.Processor is { } inner ? inner.All.Prepend(state) : [state]);

    /// <summary>This one and those inside its Maps.</summary>
    public IEnumerable<Graph> Graphs => ByName.Values.SelectMany(state => state.Processor?.Graphs ?? []).Prepend(this);

    public static Graph Read(JsonElement json, string? map) => new(
        json.GetProperty("StartAt").GetString()!,
        json.GetProperty("States").EnumerateObject()
            .ToDictionary(state => state.Name, state => new MachineState(state.Name, state.Value, map)));
}

/// <summary>A state as written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">Its fields.</param>
/// <param name="Map">The Map whose processor it is in; null at the top.</param>
internal sealed record MachineState(string Name, JsonElement Json, string? Map)
{
    public string Type => Text("Type");

    public Graph? Processor => Json.TryGetProperty("ItemProcessor", out var processor) ? Graph.Read(processor, Name) : null;

    /// <summary>Every state it names as a successor.</summary>
    public IEnumerable<string> Targets =>
        from holder in List("Choices").Concat(List("Catch")).Prepend(Json)
        from name in new[] { "Next", "Default" }
        where holder.TryGetProperty(name, out _)
        select holder.GetProperty(name).GetString();

    public bool Has(string field) => Json.TryGetProperty(field, out _);

    public string Text(string field) => Json.GetProperty(field).GetString()!;

    public int Number(string field) => Json.GetProperty(field).GetInt32();

    public IReadOnlyList<JsonElement> List(string field) => Json.TryGetProperty(field, out var list) ? [.. list.EnumerateArray()] : [];

    /// <summary>The errors after which it is tried again.</summary>
    public IEnumerable<string> RetriedErrors => Names(List("Retry"));

    /// <summary>The error names its retriers and catchers name.</summary>
    public IEnumerable<string> ErrorNames => RetriedErrors.Concat(Names(List("Catch")));

    public override string ToString() => Name;

    private static IEnumerable<string> Names(IEnumerable<JsonElement> rules) =>
        rules.SelectMany(rule => rule.GetProperty("ErrorEquals").EnumerateArray()).Select(name => name.GetString()!);
}
