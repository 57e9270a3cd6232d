using Spectre.Console;
using Spectre.Console.Rendering;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>An execution as a table: state, attempt, seconds, what it found.</summary>
internal static class ExecutionTable
{
    /// <summary>The table as of now.</summary>
    public static IRenderable Of(string title, ExecutionProgress progress)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand().Title(Markup.Escape(title));
        table.AddColumn("State").AddColumn(new TableColumn("Visits").RightAligned()).AddColumn(new TableColumn("Attempt").RightAligned());
        table.AddColumn(new TableColumn("Seconds").RightAligned()).AddColumn("Found");
        table.Columns[^1].Width = null;
        foreach (var state in progress.States.Where(IsShown))
        {
            table.AddRow(
                new Markup($"{Sign(state)} {state.Name}"),
                new Text(state.Done == state.Visits ? $"{state.Done}" : $"{state.Done}/{state.Visits}"),
                new Text(state.Attempts == 0 ? "" : $"{state.Attempts}"),
                new Text($"{state.Elapsed(progress.LastAt).TotalSeconds:0.0}"),
                new Text(Findings.Of(state), state.Error is null ? Style.Plain : new Style(Color.Red)).Ellipsis());
        }

        return table.Caption(Caption(progress));
    }

    /// <summary>Whether a person waits for this kind of state: the others pass in no time.</summary>
    public static bool IsShown(StateProgress state) => state.Type is "Task" or "Wait";

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
        var status => $"[red]{status}[/] {Markup.Escape($"{progress.End!.Error}: {progress.End.Cause}")}",
    };
}
