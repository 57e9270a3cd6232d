using System.Globalization;
using Spectre.Console;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>Copies to another Region by this project's function and by what else there is, on one model of the network.</summary>
/// <remarks>
/// What leaves the processor alone runs beside everything else, each on an AWS of its own; the others run one by one. Every copy is
/// compared with its source.
/// </remarks>
internal static class CopyBenchmark
{
    private const double Megabyte = 1_000_000;
    private const double Terabyte = 1_000_000_000_000;

    private static readonly Column[] Speed =
    [
        new("Seconds", (_, figures) => $"{figures.Seconds:N1}"),
        new("MB/s", (copy, figures) => $"{copy.Size.Bytes / figures.Seconds / Megabyte:N0}"),
        new("Fluid bound, s", (copy, _) => $"{copy.FluidBound:N1}"),
        new("Of it, %", (copy, figures) => $"{100 * copy.FluidBound / figures.Seconds:N0}"),
        new("S3 requests", (_, figures) => $"{figures.Requests:N0}"),
        new("Peak memory, MB", (_, figures) => figures.PeakBytes is { } peak ? $"{peak / Megabyte:N0}" : "-"),
        new("Open files", (_, figures) => figures.OpenFiles is { } files ? $"{files:N0}" : "-"),
        new("Machine busy, %", (_, figures) => figures.Busy is { } busy ? $"{100 * busy:N0}" : "-"),
    ];

    private static readonly Column[] Costs =
    [
        new("Transitions", (_, figures) => $"{figures.Costs!.Transitions:N0}"),
        new("Invocations", (_, figures) => $"{figures.Costs!.Invocations:N0}"),
        new("GB-seconds", (_, figures) => $"{figures.Costs!.GigabyteSeconds:N0}"),
        new("Orchestration, $", (_, figures) => $"{figures.Costs!.Orchestration:N4}"),
        new("$ a TB", (copy, figures) => $"{figures.Costs!.Orchestration / copy.Size.Bytes * Terabyte:N3}"),
        new("S3 requests, $ a TB", (copy, figures) => $"{figures.Costs!.S3 / copy.Size.Bytes * Terabyte:N3}"),
    ];

    public static async Task RunAsync(IAnsiConsole console, CopyParameters parameters)
    {
        foreach (var line in Heading(parameters))
        {
            console.WriteLine(line);
        }

        var runs = parameters.Cases.SelectMany(copy => parameters.Copiers
            .Where(copier => copy.TimeScale == 1 || !copier.IsPeer)
            .Select(copier => new PlannedRun(copy, copier))).ToList();
        var quiet = Task.WhenAll(runs.Where(run => run.Copier.IsQuiet).Select(run => run.RunAsync()));
        foreach (var run in runs.Where(run => !run.Copier.IsQuiet))
        {
            await run.RunAsync();
        }

        await quiet;
        console.Write(TableOf(Speed, runs));
        if (runs.Where(run => run.Figures?.Costs is not null).ToList() is { Count: > 0 } priced)
        {
            console.Write(TableOf(Costs, priced));
        }
    }

    private static IEnumerable<string> Heading(CopyParameters parameters)
    {
        var link = parameters.Link;
        yield return $"Copies from {CopyStage.SourceRegion} to {CopyStage.TargetRegion}, scenario {parameters.Scenario}: "
            + $"{link.BytesPerSecondPerStream / Megabyte:N0} MB/s a stream, {link.PerRequest.TotalSeconds:N1} s a request, "
            + $"{link.BytesPerSecond / Megabyte:N0} MB/s in all (512 streams, but at most the best aggregate published, 2,700 MB/s).";
        yield return $"Up to 20 GB in real time, above {parameters.TimeScale:N0} times as fast; seconds are the model's. Slow: that share of the "
            + $"requests takes {link.SlowFactor:N0} times as long.";
        yield return "Fluid bound: all bytes at the cap, with nothing before, between or after them. CopyObject takes 5 GiB, so its loop "
            + "has files of 5 GB.";
        yield return "Orchestration: Step Functions $0.025 per 1,000 transitions, Lambda arm64 $0.0000133334 per GB-second and $0.20 per "
            + "million calls; S3 $0.005 per 1,000 requests: AWS price list, November 2026. Traffic, about $20 a TB, is not in it.";
        yield return "Machine busy: all processors, by whomever. Near 100 % a row measures this machine and not the model.";
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return $"{Environment.ProcessorCount} processors, {CpuName()}, {today}";
    }

    private static Table TableOf(Column[] columns, IEnumerable<PlannedRun> runs)
    {
        var table = new Table();
        table.AddColumn("Size").AddColumn("Slow").AddColumn("Copied by");
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column.Name).RightAligned());
        }

        foreach (var run in runs)
        {
            var title = run.Failure is { } failure ? $"{run.Copier.Title}: {failure}" : run.Copier.Title;
            var cells = run.Figures is { } figures ? columns.Select(column => column.Text(run.Case, figures)) : [];
            table.AddRow([run.Case.Size.Name, $"{100 * run.Case.SlowShare:N0} %", Markup.Escape(title), .. cells]);
        }

        return table;
    }

    private static string CpuName()
    {
        var lines = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : [];
        return lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "of an unknown kind";
    }

    /// <summary>One column of a table.</summary>
    private sealed record Column(string Name, Func<CopyCase, CopyFigures, string> Text);

    /// <summary>One row of the tables.</summary>
    private sealed class PlannedRun(CopyCase copy, ICopier copier)
    {
        public CopyCase Case { get; } = copy;

        public ICopier Copier { get; } = copier;

        public CopyFigures? Figures { get; private set; }

        /// <summary>Why there are no figures.</summary>
        public string? Failure { get; private set; }

        public async Task RunAsync()
        {
            if (Copier.Missing is { } missing)
            {
                Failure = missing;
                return;
            }

            await using var stage = await CopyStage.StartAsync(Case, Copier.FilesOf(Case.Size));
            try
            {
                var figures = await Copier.CopyAsync(stage);
                await stage.CheckAsync();
                Figures = figures;
            }
            catch (InvalidOperationException error)
            {
                Failure = error.Message;
            }

            await Console.Error.WriteLineAsync($"{Case.Size.Name}, {100 * Case.SlowShare:N0} % slow, {Copier.Title}: "
                + (Failure ?? string.Join(", ", Speed.Select(column => $"{column.Name} {column.Text(Case, Figures!)}"))));
        }
    }
}
