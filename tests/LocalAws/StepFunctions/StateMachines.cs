using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using CacheBackup.LocalAws.StepFunctions.Definitions;
using CacheBackup.LocalAws.StepFunctions.Integrations;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions;

/// <summary>The deployed state machines and their executions.</summary>
/// <param name="services">What executions need.</param>
/// <param name="integrations">What their Tasks can call, besides each other's machines.</param>
/// <param name="home">The Region of those that are not said to be in another.</param>
/// <param name="accountId">Whose they are.</param>
public sealed partial class StateMachines(
    InterpreterServices services, IReadOnlyList<ITaskIntegration> integrations, string home, string accountId)
{
    private readonly ConcurrentDictionary<string, StateMachine> _machines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Execution> _executions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly Lock _starting = new();

    /// <summary>By name.</summary>
    public IReadOnlyList<StateMachine> All => [.. _machines.Values.OrderBy(machine => machine.Name, StringComparer.Ordinal)];

    /// <summary>Newest first, those of distributed Maps among them.</summary>
    public IReadOnlyList<Execution> Executions => [.. _executions.Values.OrderByDescending(execution => execution.Started)];

    /// <summary>Loads and keeps a state machine; one of the same name is replaced.</summary>
    /// <param name="name">1 to 80 characters.</param>
    /// <param name="definition">Amazon States Language.</param>
    /// <param name="substitutions">What <c>${Name}</c> in the text stands for.</param>
    /// <param name="region">Where; null for their home.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DefinitionException">AWS would refuse it, or LocalAws does not support it.</exception>
    public async Task<StateMachine> AddAsync(
        string name,
        string definition,
        IReadOnlyDictionary<string, string>? substitutions = null,
        string? region = null,
        CancellationToken cancellationToken = default)
    {
        var text = Substitute(definition, substitutions ?? new Dictionary<string, string>());
        var read = DefinitionReader.Read(text, [.. integrations, new StatesStartExecution(this), new SfnStopExecution(this)]);
        await ExpressionChecks.RunAsync(read, services.Evaluator, cancellationToken);
        var machine = new StateMachine(
            $"arn:aws:states:{region ?? home}:{accountId}:stateMachine:{name}",
            name,
            $"arn:aws:iam::{accountId}:role/{name}Role",
            text,
            read,
            services.Pace.Time.GetUtcNow());
        return _machines[machine.Arn] = machine;
    }

    /// <summary>By ARN or name; null when there is none.</summary>
    public StateMachine? Find(string arnOrName) =>
        _machines.GetValueOrDefault(arnOrName) ?? _machines.Values.FirstOrDefault(machine => machine.Name == arnOrName);

    /// <summary>By ARN; null when there is none.</summary>
    public Execution? FindExecution(string arn) => _executions.GetValueOrDefault(arn);

    /// <summary>Starts an execution. The same name with the same input, while it runs, is the same execution.</summary>
    /// <param name="machine">What to run.</param>
    /// <param name="input">JSON.</param>
    /// <param name="name">Unique for the machine; null for a new one.</param>
    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public Execution Start(StateMachine machine, JsonElement input, string? name = null)
    {
        name ??= Guid.NewGuid().ToString();
        var arn = $"{machine.Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";
        Run run;
        lock (_starting)
        {
            if (_executions.TryGetValue(arn, out var existing))
            {
                return existing.Status == ExecutionStatus.Running && JsonElement.DeepEquals(existing.Input, input)
                    ? existing
                    : throw new InvalidOperationException($"Execution Already Exists: '{arn}'");
            }

            run = new Run(new Execution(machine, arn, name, input, services.Pace.Time), services with { Children = Keep });
            Keep(run.Execution);
            _runs[arn] = run;
        }

        _ = RunAsync(run, machine);
        return run.Execution;
    }

    /// <summary>Ends an execution as <c>ABORTED</c> and waits for its end; nothing when it has ended.</summary>
    public async Task StopAsync(Execution execution, string? error = null, string? cause = null)
    {
        if (_runs.TryGetValue(execution.Arn, out var run))
        {
            run.Abort(error, cause);
        }

        await execution.Completion;
    }

    /// <summary>Ends all executions.</summary>
    public Task StopAllAsync() => Task.WhenAll(_runs.Values.Select(run => StopAsync(run.Execution)));

    [GeneratedRegex(@"\$\{([A-Za-z0-9]+)\}")]
    private static partial Regex Substitution();

    private static string Substitute(string definition, IReadOnlyDictionary<string, string> substitutions) =>
        Substitution().Replace(definition, match => substitutions.TryGetValue(match.Groups[1].Value, out var value)
            ? JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
            : throw new DefinitionException("", $"DefinitionSubstitutions has no value for {match.Value}."));

    private void Keep(Execution execution) => _executions[execution.Arn] = execution;

    private async Task RunAsync(Run run, StateMachine machine)
    {
        await Task.Yield();
        using (run)
        {
            await run.ExecuteAsync(machine.Definition.Graph, machine.Definition.TimeoutSeconds, new Frame(Scope.Empty, null, 0));
            _runs.TryRemove(run.Execution.Arn, out _);
        }
    }
}
