using System.Globalization;
using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Where a state leads, with what.</summary>
/// <param name="Next">Null at the end of the graph.</param>
/// <param name="Output">The next state's input.</param>
internal sealed record Transition(string? Next, JsonElement Output);

/// <summary>A state being visited with an input, from entered to exited.</summary>
internal sealed class Visit
{
    private readonly DateTimeOffset _entered;
    private readonly long _enteredEventId;

    public Visit(Run run, Frame frame, State state, JsonElement input)
    {
        Run = run;
        Frame = frame;
        State = state;
        Input = input;
        _entered = run.Services.Pace.Time.GetUtcNow();
        run.Append(frame, $"{state.Type}StateEntered", state.Name, "stateEnteredEventDetails", Details.Entered(state.Name, input));
        _enteredEventId = frame.LastEventId;
    }

    public Run Run { get; }

    public Frame Frame { get; }

    public State State { get; }

    public JsonElement Input { get; }

    /// <summary>Retries so far.</summary>
    public int RetryCount { get; set; }

    public void Append(string type, string? detailsName = null, object? details = null) =>
        Run.Append(Frame, type, State.Name, detailsName, details);

    /// <summary>An error of the interpreter's own, worded as AWS does.</summary>
    public StatesException Failure(string error, string cause) =>
        new(error, $"An error occurred while executing the state '{State.Name}' (entered at the event id #{_enteredEventId}). {cause}");

    /// <summary>Evaluates a template; the outcome is limited to 256 KiB.</summary>
    /// <param name="template">What to evaluate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="result"><c>$states.result</c>, where the field has it.</param>
    /// <param name="errorOutput"><c>$states.errorOutput</c>, where the field has it.</param>
    /// <param name="mapItem"><c>$states.context.Map.Item</c>, where an item is being selected.</param>
    /// <exception cref="StatesException"><c>States.QueryEvaluationError</c> or <c>States.DataLimitExceeded</c>.</exception>
    public async Task<JsonElement> EvaluateAsync(
        Template template,
        CancellationToken cancellationToken,
        JsonElement? result = null,
        JsonElement? errorOutput = null,
        object? mapItem = null)
    {
        if (template.Expressions.Count == 0)
        {
            return template.Written;
        }

        var states = new Dictionary<string, object?>
        {
            ["input"] = Input,
            ["context"] = Context(mapItem ?? Frame.MapItem),
        };
        if (result is not null)
        {
            states["result"] = result;
        }

        if (errorOutput is not null)
        {
            states["errorOutput"] = errorOutput;
        }

        var bindings = Frame.Scope.Variables.SetItem("states", Payload.Of(states));
        var texts = template.Expressions.Select(expression => expression.Text).ToList();
        var results = await Run.Services.Evaluator.EvaluateAsync(texts, bindings, cancellationToken);
        return Payload.Limit(template.Fill([.. template.Expressions.Zip(results, ValueOf)]), State.Name);
    }

    /// <summary>Evaluates a template that must come to a certain kind of value.</summary>
    public async Task<JsonElement> EvaluateAsync(
        Template template, string kind, Func<JsonElement, bool> isKind, CancellationToken cancellationToken)
    {
        var value = await EvaluateAsync(template, cancellationToken);
        return isKind(value)
            ? value
            : throw EvaluationFailed(
                template.Location,
                $"{Says(TextOf(template), template.Location)} returned an unexpected result type. "
                + $"Expected '{kind}', but was '{NameOf(value)}' for value: {Payload.Text(value)}");
    }

    /// <summary>Evaluates output and variables, assigns, and leaves the state.</summary>
    public async Task<Transition> ExitAsync(
        string? next,
        JsonElement output,
        Template? outputTemplate,
        Template? assignTemplate,
        CancellationToken cancellationToken,
        JsonElement? result = null,
        JsonElement? errorOutput = null)
    {
        // Both see the variables as they were: Assign takes effect in the next state.
        JsonElement? assigned = assignTemplate is null ? null : await EvaluateAsync(assignTemplate, cancellationToken, result, errorOutput);
        var handedOn = outputTemplate is null ? output : await EvaluateAsync(outputTemplate, cancellationToken, result, errorOutput);
        Payload.Limit(handedOn, State.Name);
        var scope = assigned is { } variables ? Frame.Scope.With(variables) : Frame.Scope;
        Append($"{State.Type}StateExited", "stateExitedEventDetails", Details.Exited(State.Name, handedOn, assigned));
        Frame.Scope = scope;
        return new Transition(next, handedOn);
    }

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string TextOf(Template template) =>
        template.Expressions.Count == 1 ? template.Expressions[0].Text : Payload.Text(template.Written);

    private static string Says(string expression, string location) =>
        $"The JSONata expression '{expression}' specified for the field '{location}'";

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private JsonElement ValueOf(Expression expression, ExpressionResult result) => result switch
    {
        { Error: { } error } => throw EvaluationFailed(
            expression.Location, $"{Says(expression.Text, expression.Location)} threw an error during evaluation. {error}"),
        { Value: { } value } => value,
        _ => throw EvaluationFailed(
            expression.Location, $"{Says(expression.Text, expression.Location)} returned nothing (undefined)."),
    };

    private StatesException EvaluationFailed(string location, string cause)
    {
        const string Error = StatesErrors.QueryEvaluationError;
        Append("EvaluationFailed", "evaluationFailedEventDetails", new { error = Error, cause, location, state = State.Name });
        return Failure(Error, cause);
    }

    private Dictionary<string, object?> Context(object? mapItem)
    {
        var execution = Run.Execution;
        var context = new Dictionary<string, object?>
        {
            ["Execution"] = new
            {
                Id = execution.Arn,
                execution.Input,
                StartTime = Iso(execution.Started),
                execution.Name,
                execution.Machine.RoleArn,
                RedriveCount = 0,
            },
            ["StateMachine"] = new { Id = execution.Machine.Arn, execution.Machine.Name },
            ["State"] = new { State.Name, EnteredTime = Iso(_entered), RetryCount = State is FallibleState ? RetryCount : (int?)null },
        };
        if (mapItem is not null)
        {
            context["Map"] = new { Item = mapItem };
        }

        return context;
    }
}
