using Spectre.Console;
using Spectre.Console.Rendering;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>An execution as a table: state, attempt, seconds, what it found.</summary>
internal static class ExecutionTable
{
    private const int StateWidth = 20;
    private const int LeastFoundWidth = 20;

    private static readonly string[] Numbers = ["Visits", "Tries", "Seconds"];

    /// <summary>The table as of <paramref name="now"/>.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="progress">What has happened so far.</param>
    /// <param name="now">When the running states are looked at.</param>
    /// <param name="width">Columns of the terminal. Every column gets its width from it, so that none moves while rows come in.</param>
    public static IRenderable Of(string title, ExecutionProgress progress, DateTimeOffset now, int width)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title));
        table.AddColumn(new TableColumn("State").Width(StateWidth));
        foreach (var number in Numbers)
        {
            table.AddColumn(new TableColumn(number).RightAligned().Width(number.Length));
        }

        table.AddColumn(new TableColumn("Found").Width(FoundWidth(width)));
        foreach (var state in progress.States.Where(IsShown))
        {
            table.AddRow(
                new Markup($"{Sign(state)} {state.Name}"),
                new Text(state.Done == state.Visits ? $"{state.Done}" : $"{state.Done}/{state.Visits}"),
                new Text(state.Attempts == 0 ? "" : $"{state.Attempts}"),
                new Text($"{state.Elapsed(now).TotalSeconds:0.0}"),
                new Text(Findings.Of(state), state.Error is null ? Style.Plain : new Style(Color.Red)).Ellipsis());
        }

        return table.Caption(Caption(progress));
    }

    /// <summary>Whether a person waits for this kind of state: the others pass in no time.</summary>
    public static bool IsShown(StateProgress state) => state.Type is "Task" or "Wait";

    // Between and around columns stand a border and two blanks each.
    private static int FoundWidth(int width)
    {
        var columns = Numbers.Length + 2;
        var lines = (3 * columns) + 1;
        return Math.Max(LeastFoundWidth, width - StateWidth - Numbers.Sum(number => number.Length) - lines);
    }

    private static string Sign(StateProgress state) => state switch
    {
        { Error: not null, IsRunning: true } => "[yellow]↻[/]",
        { Error: not null } => "[red]✗[/]",
        { IsRunning: true } => "[yellow]▸[/]",
        _ => "[green]✓[/]",
    };

    private static string Caption(ExecutionProgress progress) => progress.Status switch
    {
        "RUNNING" => "running",
        "SUCCEEDED" => $"[green]succeeded[/] in {(progress.LastAt - progress.StartedAt).TotalSeconds:0.0} s",
        var status when progress.End!.Error is null => $"[red]{status}[/]",
        var status => $"[red]{status}[/] {Markup.Escape($"{progress.End.Error}: {progress.End.Message}")}",
    };
}
