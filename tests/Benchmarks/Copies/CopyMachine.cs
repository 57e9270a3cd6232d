using System.Text.Json;
using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Commands;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>
/// The states of the shipped machine that copy, as a machine of their own: what is around them is left out, nothing in them changed.
/// </summary>
internal sealed class CopyMachine
{
    private const string First = "CopyToDestinations";
    private const string Behind = "PublishManifest";
    private const string OnError = "RollBack";

    /// <summary>Characters: the message, without all of the stack.</summary>
    private const int MostOfCause = 300;

    private readonly LocalAwsHost _host;
    private readonly StateMachine _machine;

    private CopyMachine(LocalAwsHost host, StateMachine machine) => (_host, _machine) = (host, machine);

    /// <summary>Deploys the functions of the template and this machine.</summary>
    public static async Task<CopyMachine> DeployAsync(LocalAwsHost host)
    {
        var deployed = await host.DeployAsync(new FileInfo(Path.Combine(Repository.Root.FullName, "template.yaml")));
        var definition = JsonNode.Parse(deployed.StateMachines["BackupStateMachine"].Text)!.AsObject();
        return new CopyMachine(host, await host.StepFunctions.Machines.AddAsync("copies-alone", Cut(definition).ToJsonString()));
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="backup">The plan, as DescribeSource decides it.</param>
    /// <param name="shards">The files, as VerifyExport describes them.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<Execution> RunAsync(JsonNode backup, JsonNode shards)
    {
        var input = JsonSerializer.SerializeToElement(new JsonObject { ["Backup"] = backup, ["Shards"] = shards });
        var execution = _host.StepFunctions.Machines.Start(_machine, input);
        await execution.Completion;
        return execution.Status == ExecutionStatus.Succeeded
            ? execution
            : throw new InvalidOperationException($"{execution.Error}: {Shortened(execution.Cause)}");
    }

    private static string Shortened(string? cause) => cause is { Length: > MostOfCause } ? cause[..MostOfCause] : cause ?? "";

    private static JsonObject Cut(JsonObject machine)
    {
        var states = machine["States"]!.AsObject();
        var kept = new JsonObject
        {
            ["Begin"] = new JsonObject
            {
                ["Type"] = "Pass",
                ["Assign"] = new JsonObject { ["backup"] = "{% $states.input.Backup %}", ["shards"] = "{% $states.input.Shards %}" },
                ["Next"] = First,
            },
            [Behind] = new JsonObject { ["Type"] = "Succeed" },
            [OnError] = new JsonObject { ["Type"] = "Fail", ["Error"] = "{% $error.Error %}", ["Cause"] = "{% $error.Cause %}" },
        };
        Keep(First);
        return new JsonObject { ["QueryLanguage"] = "JSONata", ["StartAt"] = "Begin", ["States"] = kept };

        void Keep(string name)
        {
            if (!kept.ContainsKey(name))
            {
                kept[name] = states[name]!.DeepClone();
                foreach (var next in NextOf(states[name]!.AsObject()))
                {
                    Keep(next);
                }
            }
        }
    }

    private static IEnumerable<string> NextOf(JsonObject state)
    {
        JsonObject[] branches = [state, .. Objects(state["Choices"]), .. Objects(state["Catch"])];
        return branches.SelectMany(branch => new[] { branch["Next"], branch["Default"] }).OfType<JsonNode>().Select(next => (string)next!);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => list?.AsArray().Select(item => item!.AsObject()) ?? [];
}
