using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Runs each item of a distributed Map as an execution of its own, with its own history and variables.</summary>
internal sealed class DistributedMapRunner(Visit visit, MapState state)
{
    private const int MostAtOnce = 10_000;

    private int _failures;

    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken)
    {
        var reader = new MapItems(visit, state);
        var items = await reader.ReadAsync(cancellationToken);
        var concurrency = await reader.NumberAsync(state.MaxConcurrency, 0, cancellationToken);
        var tolerated = await ToleratedAsync(reader, items.Count, cancellationToken);
        var machine = visit.Run.Execution.Machine;
        var label = state.Label ?? state.Name;
        var mapRunArn = $"{machine.Arn.Replace(":stateMachine:", ":mapRun:", StringComparison.Ordinal)}/{label}:{Guid.NewGuid()}";
        visit.Append("MapStateStarted", "mapStateStartedEventDetails", new { length = items.Count });
        visit.Append("MapRunStarted", "mapRunStartedEventDetails", new { mapRunArn });
        try
        {
            var outputs = await Siblings.RunAllAsync(
                items.Count,
                concurrency is 0 or > MostAtOnce ? MostAtOnce : (int)concurrency,
                (index, token) => RunChildAsync(items[index], $"{machine.Name}/{label}", mapRunArn, tolerated, token),
                cancellationToken);
            visit.Append("MapRunSucceeded");
            visit.Append("MapStateSucceeded");
            return Payload.Of(outputs);
        }
        catch (StatesException failure)
        {
            visit.Append("MapRunFailed", "mapRunFailedEventDetails", Details.Failed(failure));
            visit.Append("MapStateFailed");
            throw;
        }
        catch (OperationCanceledException) when (!visit.Run.IsEnding)
        {
            visit.Append("MapRunAborted");
            throw;
        }
    }

    private async Task<double> ToleratedAsync(MapItems reader, int count, CancellationToken cancellationToken)
    {
        var absolute = await reader.NumberAsync(state.ToleratedFailureCount, 0, cancellationToken);
        var percentage = await reader.NumberAsync(state.ToleratedFailurePercentage, 0, cancellationToken);
        return Math.Max(absolute, percentage / 100 * count);
    }

    private async Task<JsonElement> RunChildAsync(
        MapItem item, string machineName, string mapRunArn, double tolerated, CancellationToken cancellationToken)
    {
        var machine = visit.Run.Execution.Machine;
        var services = visit.Run.Services;
        var name = Guid.NewGuid().ToString();
        var arn = $"arn:aws:states:{machine.Region}:{machine.AccountId}:execution:{machineName}:{name}";
        var child = new Execution(machine, arn, name, item.Input, services.Pace.Time, mapRunArn);
        services.Children?.Invoke(child);
        using var run = new Run(child, services);
        using var abort = cancellationToken.Register(() => run.Abort(null, null));
        await run.ExecuteAsync(state.Processor, null, new Frame(Scope.Empty, null, 0));
        cancellationToken.ThrowIfCancellationRequested();
        if (child.Output is { } output)
        {
            return output;
        }

        return Interlocked.Increment(ref _failures) > tolerated
            ? throw new StatesException(
                StatesErrors.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded")
            : FailedResult(child);
    }

    // A tolerated failure takes its item's place among the results, as the child execution's own description.
    private static JsonElement FailedResult(Execution child) => Payload.Of(new
    {
        ExecutionArn = child.Arn,
        StateMachineArn = child.Machine.Arn,
        child.Name,
        Input = Payload.Text(child.Input),
        InputDetails = new { Included = true },
        child.Status,
        child.Error,
        child.Cause,
        StartDate = child.Started,
        StopDate = child.Stopped,
        RedriveCount = 0,
    });
}
