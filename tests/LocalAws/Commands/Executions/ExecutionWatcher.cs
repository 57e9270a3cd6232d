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
        var history = new HistoryReader(endpoint, arn);
        while (progress.End is null)
        {
            var fresh = await history.ReadAsync(cancellationToken);
            foreach (var one in fresh)
            {
                happened(one);
            }

            looked();
            if (fresh.Count == 0)
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }
}
