using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CacheBackup.ContractTests.Reading;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions;
using CacheBackup.LocalAws.StepFunctions.Integrations;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalAws.StepFunctions.Jsonata;

namespace CacheBackup.ContractTests.Runs;

/// <summary>One execution of a shipped machine over sample functions.</summary>
internal sealed class MachineRun
{
    // Hours of waiting pass in milliseconds, and so would the machine's own limit: it is set as high as it goes.
    private const double Scale = 1_000_000;
    private const int LongestTimeoutSeconds = 99_999_999;

    private static readonly JsonSerializerOptions AsWritten = new() { Converters = { new JsonStringEnumConverter() } };

    private MachineRun(Execution execution, IReadOnlyList<Execution> children, SampleFunctions functions, Recorded recorded)
    {
        Execution = execution;
        Children = children;
        Functions = functions;
        Recorded = recorded;
    }

    public Execution Execution { get; }

    public SampleFunctions Functions { get; }

    public Recorded Recorded { get; }

    public IReadOnlyList<HistoryEvent> Events => Execution.History.Events;

    /// <summary>The executions it has started: of destinations, or of other machines.</summary>
    public IReadOnlyList<Execution> Children { get; }

    /// <summary>The states the machine's own execution has entered, in order.</summary>
    public IEnumerable<string> States =>
        Events.Where(item => item.Type.EndsWith("StateEntered", StringComparison.Ordinal)).Select(item => item.StateName!);

    /// <summary>Bytes of the largest input, output or argument anywhere in the history.</summary>
    public int LargestPayloadBytes => Events.Concat(Children.SelectMany(child => child.History.Events))
        .Where(item => item.Details is not null)
        .SelectMany(item => item.Details!.Value.EnumerateObject())
        .Where(member => member.Name is "input" or "output" or "parameters")
        .Max(member => Encoding.UTF8.GetByteCount(member.Value.GetString()!));

    public static async Task<MachineRun> RunAsync(
        NodeEvaluator evaluator, IMachineSample sample, IReadOnlyDictionary<string, string>? failures = null)
    {
        var answers = sample.Nested.Append(sample).SelectMany(one => one.Answers).ToDictionary();
        var functions = new SampleFunctions(answers, failures ?? new Dictionary<string, string>());
        var recorded = new Recorded();
        var machines = new StateMachines(
            new InterpreterServices(evaluator, new Pace(TimeProvider.System, Scale), new Random(1)),
            [new LambdaInvoke(functions, TimeProvider.System), new SnsPublish(recorded), new EventsPutEvents(recorded)],
            IMachineSample.Region,
            IMachineSample.Account);
        foreach (var nested in sample.Nested)
        {
            await AddAsync(machines, nested.Machine);
        }

        var machine = await AddAsync(machines, sample.Machine);
        var execution = machines.Start(machine, JsonSerializer.SerializeToElement(sample.Request, AsWritten));
        await execution.Completion.WaitAsync(TimeSpan.FromMinutes(2));
        return new MachineRun(execution, [.. machines.Executions.Where(one => one != execution)], functions, recorded);
    }

    private static Task<StateMachine> AddAsync(StateMachines machines, Machine machine) =>
        machines.AddAsync(machine.LogicalId, Definition(machine), machine.Substitutions.ToDictionary(name => name, Substitute));

    // Each function's ARN is the name of its substitution, by which SampleFunctions knows it.
    private static string Substitute(string name) => name switch
    {
        "Partition" => "aws",
        "RestoreStateMachineArn" => $"arn:aws:states:{IMachineSample.Region}:{IMachineSample.Account}:stateMachine:{Machine.Restore.LogicalId}",
        "NotificationTopicArn" => $"arn:aws:sns:{IMachineSample.Region}:{IMachineSample.Account}:notifications",
        _ => name,
    };

    private static string Definition(Machine machine)
    {
        var definition = JsonNode.Parse(machine.Text)!;
        definition["TimeoutSeconds"] = LongestTimeoutSeconds;
        return definition.ToJsonString();
    }
}
