using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>An execution as plain lines, one per visit of a state that ended and per attempt that failed.</summary>
internal sealed class ExecutionLines(IAnsiConsole console, ExecutionProgress progress)
{
    /// <summary>Takes an event in, and writes its line if it is worth one.</summary>
    public void Write(HistoryEvent happened)
    {
        var visit = progress.Apply(happened);
        if (happened == progress.End)
        {
            var seconds = (happened.At - progress.StartedAt).TotalSeconds;
            console.Profile.Out.Writer.WriteLine($"  {progress.Status} after {seconds:0.0} s{Reason(happened)}");
        }
        else if (visit is not null && ExecutionTable.IsShown(visit.State))
        {
            WriteVisit(happened, visit);
        }
    }

    private static string Reason(HistoryEvent end) => end.Error is null ? "" : $": {end.Error}: {end.Message}";

    private void WriteVisit(HistoryEvent happened, StateVisit visit)
    {
        if (visit.Error is { } error && happened.Error is not null)
        {
            Line(happened, visit, $"attempt {visit.Attempts} failed: {error}");
        }
        else if (visit.Error is null && happened.Leaves(visit.State))
        {
            Line(happened, visit, Findings.Of(visit.State));
        }
    }

    private void Line(HistoryEvent happened, StateVisit visit, string text)
    {
        var sinceStart = (happened.At - progress.StartedAt).TotalSeconds;
        var seconds = (happened.At - visit.EnteredAt).TotalSeconds;
        console.Profile.Out.Writer.WriteLine($"  {sinceStart,6:0.0} s  {visit.State.Name,-18} {seconds,5:0.0} s  {text}".TrimEnd());
    }
}
