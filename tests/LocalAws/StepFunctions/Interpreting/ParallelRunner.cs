using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Runs the branches of a Parallel.</summary>
internal sealed class ParallelRunner(Visit visit, ParallelState state)
{
    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken)
    {
        var input = state.Arguments is null ? visit.Input : await visit.EvaluateAsync(state.Arguments, cancellationToken);
        visit.Append("ParallelStateStarted");
        var frames = state.Branches.Select(_ => new Frame(visit.Frame.Scope, visit.Frame.MapItem, visit.Frame.LastEventId)).ToList();
        try
        {
            var outputs = await Siblings.RunAllAsync(
                frames.Count,
                frames.Count,
                (index, token) => new GraphRunner(visit.Run).RunAsync(state.Branches[index], input, frames[index], token),
                cancellationToken);
            visit.Frame.LastEventId = frames.Max(frame => frame.LastEventId);
            visit.Append("ParallelStateSucceeded");
            return Payload.Of(outputs);
        }
        catch (StatesException)
        {
            visit.Frame.LastEventId = frames.Max(frame => frame.LastEventId);
            visit.Append("ParallelStateFailed");
            throw;
        }
    }
}
