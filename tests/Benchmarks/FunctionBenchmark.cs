using System.Diagnostics;
using System.Text.RegularExpressions;
using CacheBackup.LocalAws.Commands;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Lambda;
using Spectre.Console;

namespace CacheBackup.Benchmarks;

/// <summary>How long each function takes with its sample event.</summary>
/// <remarks>
/// The account has no caches and no buckets, so most answer that what they look for is not there: the figures are those
/// of the runtime, the handler and a call or two.
/// </remarks>
internal static partial class FunctionBenchmark
{
    private const int Rounds = 21;

    public static async Task<Table> RunAsync()
    {
        var table = new Table().Title($"Functions; warm is the median of {Rounds}");
        table.AddColumn("Function").AddColumn("Answer");
        table.AddColumn(new TableColumn("First with process start, ms").RightAligned()).AddColumn(new TableColumn("Warm, ms").RightAligned());

        var options = new LocalAwsOptions { Port = 0 };
        await using var host = await LocalAwsHost.StartAsync(options);
        var deployed = await host.DeployAsync(new FileInfo(Path.Combine(Repository.Root.FullName, "template.yaml")));
        using var endpoint = new LocalEndpoint(host.Context.Endpoint, options);
        foreach (var function in deployed.Functions)
        {
            await AddRowAsync(table, endpoint, function);
        }

        return table;
    }

    private static async Task AddRowAsync(Table table, LocalEndpoint endpoint, FunctionConfiguration function)
    {
        var file = $"{CapitalInside().Replace(function.ShortName, "-").ToLowerInvariant()}.json";
        var json = await File.ReadAllTextAsync(Path.Combine(Repository.Root.FullName, "tests", "events", file));
        var (first, answer) = await TimeAsync(endpoint, function.Name, json);
        var warm = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            warm.Add((await TimeAsync(endpoint, function.Name, json)).Time);
        }

        table.AddRow(function.ShortName, answer, $"{first.TotalMilliseconds:N0}", $"{Medians.Of(warm).TotalMilliseconds:N1}");
    }

    private static async Task<(TimeSpan Time, string Answer)> TimeAsync(LocalEndpoint endpoint, string function, string json)
    {
        var clock = Stopwatch.StartNew();
        var (payload, isError) = await endpoint.InvokeAsync(function, json, CancellationToken.None);
        return (clock.Elapsed, isError ? $"{payload!["errorType"]}" : "done");
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex CapitalInside();
}
