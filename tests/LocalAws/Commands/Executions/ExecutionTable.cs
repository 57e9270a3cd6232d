using Spectre.Console;
using Spectre.Console.Rendering;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>An execution as a table: state, attempt, seconds, what it found.</summary>
internal static class ExecutionTable
{
    /// <summary>The table as of <paramref name="now"/>.</summary>
    public static IRenderable Of(string title, ExecutionProgress progress, DateTimeOffset now)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand().Title(Markup.Escape(title));
        table.AddColumn(new TableColumn("State").Width(18));
        foreach (var number in new[] { "Visits", "Attempt", "Seconds" })
        {
            table.AddColumn(new TableColumn(number).RightAligned().Width(7));
        }

        table.AddColumn("Found");
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
        var status => $"[red]{status}[/] {Markup.Escape($"{progress.End!.Error}: {progress.End.Message}")}",
    };
}
