using CacheBackup.LocalAws.Commands;
using Spectre.Console;

namespace CacheBackup.Benchmarks.Rdb;

/// <summary>The verifier beside <c>redis-check-rdb</c>, in turn, as whole processes, over files of a real server.</summary>
internal static class RdbBenchmark
{
    private const double Megabyte = 1_000_000;

    public static async Task<Table> RunAsync(int pairs)
    {
        var table = new Table().Title($"RDB verification; medians of {pairs} runs in turn, page cache warm");
        table.AddColumn("File").AddColumn("Program");
        foreach (var name in new[] { "Median, s", "MB/s", "Peak memory, MB", "Times as fast" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var file in SampleFiles.All)
        {
            await AddFileAsync(table, file, pairs);
        }

        return table;
    }

    private static async Task AddFileAsync(Table table, SampleFile file, int pairs)
    {
        var path = file.Make();
        var programs = Programs(path);
        var runs = programs.Select(_ => new List<MeasuredRun>()).ToArray();
        for (var round = 0; round <= pairs; round++)
        {
            for (var program = 0; program < programs.Count; program++)
            {
                // The first round warms the page cache and looks at the memory, the others are timed.
                runs[program].Add(await MeasuredRun.RunAsync(programs[program].Input, looksAtMemory: round == 0, programs[program].Command));
            }
        }

        var megabytes = new FileInfo(path).Length / Megabyte;
        var peer = Medians.Of(runs[0].Skip(1).Select(run => run.Time));
        for (var program = 0; program < programs.Count; program++)
        {
            var median = Medians.Of(runs[program].Skip(1).Select(run => run.Time));
            table.AddRow(
                program == 0 ? $"{file.Name}: {file.Content}, {megabytes / 1000:F2} GB" : "",
                programs[program].Name,
                $"{median.TotalSeconds:F2}",
                $"{megabytes / median.TotalSeconds:N0}",
                $"{runs[program][0].PeakBytes / Megabyte:N0}",
                $"{peer / median:F1}");
        }
    }

    private static List<(string Name, string? Input, string[] Command)> Programs(string path)
    {
        var verify = new[] { "dotnet", Path.Combine(Repository.Root.FullName, "tests/LocalAws/bin/Release/net10.0/LocalAws.dll"), "verify", "--json" };
        return
        [
            ("redis-check-rdb", null, ["redis-check-rdb", path]),
            ("verify --level quick", null, [.. verify, "--level", "quick", path]),
            ("verify --level deep", null, [.. verify, "--level", "deep", path]),
            ("verify --level full", null, [.. verify, "--level", "full", path]),
            ("verify --level quick, from a pipe", path, [.. verify, "--level", "quick", "-"]),
            ("verify --level deep, from a pipe", path, [.. verify, "--level", "deep", "-"]),
        ];
    }
}
