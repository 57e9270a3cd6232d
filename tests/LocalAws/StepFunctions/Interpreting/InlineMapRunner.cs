using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Runs the iterations of a Map inside the execution.</summary>
internal sealed class InlineMapRunner(Visit visit, MapState state)
{
    /// <summary>Iterations at once where MaxConcurrency does not say less.</summary>
    private const int MostAtOnce = 40;

    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken)
    {
        var reader = new MapItems(visit, state);
        var items = await reader.ReadAsync(cancellationToken);
        var concurrency = await reader.NumberAsync(state.MaxConcurrency, 0, cancellationToken);
        visit.Append("MapStateStarted", "mapStateStartedEventDetails", new { length = items.Count });
        var frames = items.Select(item => new Frame(visit.Frame.Scope, item.Context, visit.Frame.LastEventId)).ToList();
        try
        {
            var outputs = await Siblings.RunAllAsync(
                items.Count,
                concurrency is 0 or > MostAtOnce ? MostAtOnce : (int)concurrency,
                (index, token) => IterateAsync(items[index], frames[index], token),
                cancellationToken);
            JoinLines(frames);
            visit.Append("MapStateSucceeded");
            return Payload.Of(outputs);
        }
        catch (StatesException)
        {
            JoinLines(frames);
            visit.Append("MapStateFailed");
            throw;
        }
    }

    private void JoinLines(List<Frame> frames) =>
        visit.Frame.LastEventId = frames.Aggregate(visit.Frame.LastEventId, (last, frame) => Math.Max(last, frame.LastEventId));

    private async Task<JsonElement> IterateAsync(MapItem item, Frame frame, CancellationToken cancellationToken)
    {
        void Append(string what, string details) =>
            visit.Run.Append(frame, $"MapIteration{what}", state.Name, details, new { name = state.Name, index = item.Index });

        Append("Started", "mapIterationStartedEventDetails");
        try
        {
            var output = await new GraphRunner(visit.Run).RunAsync(state.Processor, item.Input, frame, cancellationToken);
            Append("Succeeded", "mapIterationSucceededEventDetails");
            return output;
        }
        catch (StatesException)
        {
            Append("Failed", "mapIterationFailedEventDetails");
            throw;
        }
        catch (OperationCanceledException) when (!visit.Run.IsEnding)
        {
            Append("Aborted", "mapIterationAbortedEventDetails");
            throw;
        }
    }
}
