using System.Collections.Concurrent;
using System.Globalization;
using CacheBackup.UnitTests.Support;
using Xunit.Abstractions;

namespace CacheBackup.UnitTests.Copies.Soak;

/// <summary>
/// Seeded copies with faults at every call, over the local S3 and the real SDK. <c>make soak-copy</c> runs thousands, the tests a sample.
/// </summary>
public sealed class CopySoakTests(ITestOutputHelper output)
{
    private const int Sample = 40;
    private const int AtOnce = 4;

    // Buckets and planned faults add up: a local AWS of its own for so many.
    private const int RunsPerHost = 250;

    [Fact]
    public async Task Every_run_ends_in_an_identical_object_or_a_named_error_leaves_no_upload_and_copies_no_finished_part_again()
    {
        var (first, count) = (Setting("COPY_SOAK_SEED", 0), Setting("COPY_SOAK_RUNS", Sample));
        var outcomes = new ConcurrentBag<SoakOutcome>();
        foreach (var seeds in Enumerable.Range(first, count).Chunk(RunsPerHost))
        {
            await RunAsync(seeds, outcomes);
            Report($"seeds {first}-{seeds[^1]}: {Summary(outcomes)}");
        }

        outcomes.Where(outcome => outcome.Wrong.Count > 0).OrderBy(outcome => outcome.Plan.Seed).Select(outcome => outcome.ToString())
            .ShouldBeEmpty();
    }

    private static async Task RunAsync(IEnumerable<int> seeds, ConcurrentBag<SoakOutcome> outcomes)
    {
        var aws = new LocalAwsFixture();
        await aws.InitializeAsync();
        try
        {
            var files = await SoakFiles.CreateAsync(aws);
            await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
                outcomes.Add(await SoakRun.RunAsync(aws, files, SoakPlan.Of(seed))));
        }
        finally
        {
            await aws.DisposeAsync();
        }
    }

    private static string Summary(IEnumerable<SoakOutcome> outcomes) => string.Join(
        ", ", outcomes.GroupBy(outcome => outcome.End).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"));

    private void Report(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }

    private static int Setting(string name, int unset) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : unset;
}
