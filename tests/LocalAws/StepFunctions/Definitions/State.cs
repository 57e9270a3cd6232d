using CacheBackup.LocalAws.StepFunctions.Integrations;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>A state machine as loaded: every field checked, every expression parsed.</summary>
/// <param name="Graph">Its states.</param>
/// <param name="TimeoutSeconds">Of a whole execution; null for none.</param>
/// <param name="Templates">Every template of every state, however deep.</param>
public sealed record StateMachineDefinition(StateGraph Graph, int? TimeoutSeconds, IReadOnlyList<Template> Templates);

/// <summary>States that share one scope: those of the machine, of a branch, or of an item processor.</summary>
public sealed record StateGraph(string StartAt, IReadOnlyDictionary<string, State> States);

/// <summary>What every state has.</summary>
/// <param name="Name">Unique in the whole machine.</param>
/// <param name="Type">As written: <c>Task</c>, <c>Map</c>, …</param>
public abstract record State(string Name, string Type)
{
    /// <summary>The state that follows; null where the state ends its graph.</summary>
    public string? Next { get; init; }

    /// <summary>What it hands on; null for its result or its input.</summary>
    public Template? Output { get; init; }

    /// <summary>The variables it assigns, as an object.</summary>
    public Template? Assign { get; init; }

    /// <summary>Every state it can lead to, by field.</summary>
    public virtual IEnumerable<(string Field, string Target)> Targets => Next is null ? [] : [("Next", Next)];

    /// <summary>Every template that assigns variables.</summary>
    public virtual IEnumerable<Template> Assignments => Assign is null ? [] : [Assign];

    /// <summary>Graphs inside it, with whether they see the variables outside.</summary>
    public virtual IEnumerable<(StateGraph Graph, bool SeesOuterVariables)> Inner => [];
}

/// <summary>Hands its input or its output on.</summary>
public sealed record PassState(string Name) : State(Name, "Pass");

/// <summary>Ends its graph well.</summary>
public sealed record SucceedState(string Name) : State(Name, "Succeed");

/// <summary>Ends the execution, or fails the Map or Parallel around it.</summary>
public sealed record FailState(string Name, Template? Error, Template? Cause) : State(Name, "Fail");

/// <summary>Waits for seconds or until a timestamp; exactly one is set.</summary>
public sealed record WaitState(string Name, Template? Seconds, Template? Timestamp) : State(Name, "Wait");

/// <summary>One rule of a Choice.</summary>
public sealed record ChoiceRule(Template Condition, string Next, Template? Output, Template? Assign);

/// <summary>Goes to the first rule whose condition holds.</summary>
public sealed record ChoiceState(string Name, IReadOnlyList<ChoiceRule> Choices) : State(Name, "Choice")
{
    /// <inheritdoc/>
    public override IEnumerable<(string Field, string Target)> Targets =>
        [.. Choices.Select((rule, index) => ($"Choices[{index}]/Next", rule.Next)), .. Next is null ? [] : new[] { ("Default", Next) }];

    /// <inheritdoc/>
    public override IEnumerable<Template> Assignments => [.. base.Assignments, .. Choices.Select(rule => rule.Assign).OfType<Template>()];
}

/// <summary>When and how often a failed state is tried again.</summary>
/// <param name="ErrorEquals">Error names, or one wildcard.</param>
/// <param name="IntervalSeconds">Before the first retry, 1 or more.</param>
/// <param name="MaxAttempts">Retries, 0 for never.</param>
/// <param name="BackoffRate">By which each interval grows, 1 or more.</param>
/// <param name="MaxDelaySeconds">The longest interval; null for no limit.</param>
/// <param name="FullJitter">Whether a random part of the interval is waited for.</param>
public sealed record Retrier(
    IReadOnlyList<string> ErrorEquals, int IntervalSeconds, int MaxAttempts, double BackoffRate, int? MaxDelaySeconds, bool FullJitter);

/// <summary>Where a failed state goes instead of failing.</summary>
public sealed record Catcher(IReadOnlyList<string> ErrorEquals, string Next, Template? Output, Template? Assign);

/// <summary>A state that can be retried and caught.</summary>
public abstract record FallibleState(string Name, string Type) : State(Name, Type)
{
    /// <summary>In the order they are asked.</summary>
    public IReadOnlyList<Retrier> Retriers { get; init; } = [];

    /// <summary>In the order they are asked.</summary>
    public IReadOnlyList<Catcher> Catchers { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<(string Field, string Target)> Targets =>
        [.. base.Targets, .. Catchers.Select((catcher, index) => ($"Catch[{index}]/Next", catcher.Next))];

    /// <inheritdoc/>
    public override IEnumerable<Template> Assignments => [.. base.Assignments, .. Catchers.Select(c => c.Assign).OfType<Template>()];
}

/// <summary>Calls something.</summary>
public sealed record TaskState(string Name, string Resource, ITaskIntegration Integration, Template? Arguments)
    : FallibleState(Name, "Task")
{
    /// <summary>Seconds, a number or an expression.</summary>
    public Template? TimeoutSeconds { get; init; }

    /// <summary>Seconds, a number or an expression.</summary>
    public Template? HeartbeatSeconds { get; init; }
}

/// <summary>Runs branches side by side on the same input.</summary>
public sealed record ParallelState(string Name, IReadOnlyList<StateGraph> Branches, Template? Arguments) : FallibleState(Name, "Parallel")
{
    /// <inheritdoc/>
    public override IEnumerable<(StateGraph Graph, bool SeesOuterVariables)> Inner => Branches.Select(branch => (branch, true));
}

/// <summary>Runs its processor for each item.</summary>
public sealed record MapState(string Name, StateGraph Processor, bool IsDistributed) : FallibleState(Name, "Map")
{
    /// <summary>An array; null for the state's input.</summary>
    public Template? Items { get; init; }

    /// <summary>The processor's input; null for the item.</summary>
    public Template? ItemSelector { get; init; }

    /// <summary>0 or null for as many as the service allows.</summary>
    public Template? MaxConcurrency { get; init; }

    /// <summary>Failed items a distributed Map survives.</summary>
    public Template? ToleratedFailureCount { get; init; }

    /// <summary>Percentage of failed items a distributed Map survives, 0 to 100.</summary>
    public Template? ToleratedFailurePercentage { get; init; }

    /// <summary>Names the child executions of a distributed Map.</summary>
    public string? Label { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(StateGraph Graph, bool SeesOuterVariables)> Inner => [(Processor, !IsDistributed)];
}
