using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Walks a graph of states from its start to its end.</summary>
internal sealed class GraphRunner(Run run)
{
    /// <returns>The output of the last state.</returns>
    /// <exception cref="StatesException">A state failed and nothing caught it.</exception>
    /// <exception cref="OperationCanceledException">The execution, or a sibling, ended it.</exception>
    public async Task<JsonElement> RunAsync(StateGraph graph, JsonElement input, Frame frame, CancellationToken cancellationToken)
    {
        var transition = new Transition(graph.StartAt, input);
        while (transition.Next is { } name)
        {
            cancellationToken.ThrowIfCancellationRequested();
            transition = await VisitAsync(new Visit(run, frame, graph.States[name], transition.Output), cancellationToken);
        }

        return transition.Output;
    }

    private async Task<Transition> VisitAsync(Visit visit, CancellationToken cancellationToken)
    {
        try
        {
            return await DispatchAsync(visit, cancellationToken);
        }
        catch (OperationCanceledException) when (!run.IsEnding && visit.State is FallibleState or WaitState)
        {
            visit.Append($"{visit.State.Type}StateAborted");
            throw;
        }
    }

    private static Task<Transition> DispatchAsync(Visit visit, CancellationToken cancellationToken) => visit.State switch
    {
        TaskState task => Attempts.RunAsync(visit, task, token => TaskRunner.RunAsync(visit, task, token), cancellationToken),
        ParallelState parallel => Attempts.RunAsync(
            visit, parallel, token => new ParallelRunner(visit, parallel).RunAsync(token), cancellationToken),
        MapState { IsDistributed: true } map => Attempts.RunAsync(
            visit, map, token => new DistributedMapRunner(visit, map).RunAsync(token), cancellationToken),
        MapState map => Attempts.RunAsync(visit, map, token => new InlineMapRunner(visit, map).RunAsync(token), cancellationToken),
        _ => FlowStates.RunAsync(visit, cancellationToken),
    };
}
