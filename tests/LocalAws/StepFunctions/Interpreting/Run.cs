using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>What every execution needs from outside.</summary>
/// <param name="Evaluator">JSONata.</param>
/// <param name="Pace">
/// How fast waits, back-offs and the machine's own timeout pass. A Task's timeout measures real work, so it is not scaled.
/// </param>
/// <param name="Random">Jitter.</param>
/// <param name="Children">Told of every child execution of a distributed Map.</param>
public sealed record InterpreterServices(IExpressionEvaluator Evaluator, Pace Pace, Random Random, Action<Execution>? Children = null);

/// <summary>Runs one execution to its end.</summary>
internal sealed class Run(Execution execution, InterpreterServices services) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private (string? Error, string? Cause) _abort;

    public Execution Execution { get; } = execution;

    public InterpreterServices Services { get; } = services;

    /// <summary>Whether the whole execution is ending from outside, rather than one branch of it.</summary>
    public bool IsEnding => _stop.IsCancellationRequested;

    private DateTimeOffset Now => Services.Pace.Time.GetUtcNow();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Ends the execution as <c>ABORTED</c>, unless it has ended.</summary>
    public void Abort(string? error, string? cause)
    {
        _abort = (error, cause);
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment, as a nested execution does when its caller is stopped first.
        }
    }

    /// <summary>Adds an event to a frame's line.</summary>
    public void Append(Frame frame, string type, string? stateName = null, string? detailsName = null, object? details = null) =>
        frame.LastEventId = Execution.History.Append(frame.LastEventId, type, stateName, detailsName, details);

    /// <summary>Runs a graph to its end; the execution's outcome is in <see cref="Execution"/>. Throws nothing.</summary>
    public async Task ExecuteAsync(StateGraph graph, int? timeoutSeconds, Frame frame)
    {
        var pace = Services.Pace;
        using var timeout = timeoutSeconds is { } seconds ? Timers.After(pace.ToReal(TimeSpan.FromSeconds(seconds)), pace.Time) : null;
        using var stopAtTimeout = timeout?.Token.Register(_stop.Cancel);
        try
        {
            Execution.History.Append(0, "ExecutionStarted", null, "executionStartedEventDetails", new
            {
                input = Payload.Text(Execution.Input),
                inputDetails = Details.Whole,
                roleArn = Execution.Machine.RoleArn,
            });
            var output = await new GraphRunner(this).RunAsync(graph, Execution.Input, frame, _stop.Token);
            Execution.Succeed(output, frame.LastEventId, Now);
        }
        catch (StatesException failure)
        {
            Execution.Fail(failure.Error, failure.Cause, frame.LastEventId, Now);
        }
        catch (OperationCanceledException) when (timeout is { IsCancellationRequested: true })
        {
            Execution.TimeOut(frame.LastEventId, Now);
        }
        catch (OperationCanceledException) when (IsEnding)
        {
            Execution.Abort(_abort.Error, _abort.Cause, frame.LastEventId, Now);
        }
#pragma warning disable CA1031 // A fault of the emulator must end the execution where people see it, not hang it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Execution.Fail("LocalAws.InternalError", fault.ToString(), frame.LastEventId, Now);
        }
    }
}
