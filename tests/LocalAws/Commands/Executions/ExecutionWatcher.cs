using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>Shows an execution on a console while it runs: a live table on a terminal, otherwise a line per event worth one.</summary>
public sealed class ExecutionWatcher(LocalEndpoint endpoint, IAnsiConsole console, TimeProvider time)
{
    /// <summary>Real time between two looks at the history.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches until the execution has ended, well or not.</summary>
    /// <param name="title">What to call it on screen.</param>
    /// <param name="executionArn">The execution.</param>
    /// <param name="cancellationToken">Stops watching; the execution goes on.</param>
    /// <returns>All that happened.</returns>
    public async Task<ExecutionProgress> WatchAsync(string title, string executionArn, CancellationToken cancellationToken)
    {
        var progress = new ExecutionProgress();
        if (console.Profile.Capabilities.Interactive)
        {
            // In a low terminal the states that run matter more than those that are over.
            var live = console.Live(Table()).Overflow(VerticalOverflow.Ellipsis).Cropping(VerticalOverflowCropping.Top);
            await live.StartAsync(shown => FollowAsync(
                executionArn, progress, happened => progress.Apply(happened), () => shown.UpdateTarget(Table()), cancellationToken));
        }
        else
        {
            console.WriteLine(title);
            var lines = new ExecutionLines(console, progress);
            await FollowAsync(executionArn, progress, lines.Write, () => { }, cancellationToken);
        }

        return progress;

        IRenderable Table() => ExecutionTable.Of(title, progress, time.GetUtcNow(), console.Profile.Width);
    }

    private async Task FollowAsync(
        string arn, ExecutionProgress progress, Action<HistoryEvent> happened, Action looked, CancellationToken cancellationToken)
    {
        string? page = null;
        for (var seen = 0L; progress.End is null;)
        {
            var (events, next) = await ReadAsync(arn, page, cancellationToken);
            foreach (var fresh in events.Where(one => one.Id > seen))
            {
                happened(fresh);
                seen = fresh.Id;
            }

            looked();
            page = next ?? page;
            if (next is null && progress.End is null)
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }

    private async Task<(IEnumerable<HistoryEvent> Events, string? Next)> ReadAsync(
        string arn, string? page, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["executionArn"] = arn, ["maxResults"] = 1000 };
        if (page is not null)
        {
            arguments["nextToken"] = page;
        }

        var answer = await endpoint.StatesAsync("GetExecutionHistory", arguments, cancellationToken);
        return (answer["events"]!.AsArray().Select(one => HistoryEvent.Parse(one!.AsObject())), (string?)answer["nextToken"]);
    }
}
