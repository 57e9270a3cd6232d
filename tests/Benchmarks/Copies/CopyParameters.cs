using System.Globalization;
using CacheBackup.LocalAws.S3.Network;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>What to measure, from environment variables.</summary>
/// <param name="Scenario">Name of the network.</param>
/// <param name="Link">The network.</param>
/// <param name="Sizes">What to copy.</param>
/// <param name="Copiers">By what.</param>
/// <param name="SlowShares">Shares of slow requests, 0 to 1, each measured for itself.</param>
/// <param name="TimeScale">Simulated seconds per real second, for sizes above <see cref="MostRealTimeBytes"/>.</param>
/// <param name="Seed">Decides which requests are slow.</param>
internal sealed record CopyParameters(
    string Scenario,
    LinkModel Link,
    IReadOnlyList<CopySize> Sizes,
    IReadOnlyList<ICopier> Copiers,
    IReadOnlyList<double> SlowShares,
    double TimeScale,
    int Seed)
{
    /// <summary>Up to here peers are compared, in real time: an hour for the slowest.</summary>
    public const long MostRealTimeBytes = 20_000_000_000;

    private static readonly IReadOnlyList<ICopier> All =
        [new EngineCopier(), AwsCliCopier.Tuned, AwsCliCopier.Defaults, new SequentialCopier()];

    /// <summary>Reads <c>SCENARIO</c>, <c>SIZES</c>, <c>PEERS</c>, <c>SLOW</c>, <c>SCALE</c> and <c>SEED</c>.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public static CopyParameters FromEnvironment()
    {
        var scenario = Value("SCENARIO", "B");
        return new CopyParameters(
            scenario.ToUpperInvariant(),
            NetworkScenarios.Find(scenario) ?? throw new FormatException($"SCENARIO is '{scenario}'. HINT: it is A, B or C."),
            [.. Words("SIZES", "1GB 20GB 100GB 600GB 1TB/15 10TB/90").Select(CopySize.Parse)],
            [.. Words("PEERS", string.Join(' ', All.Select(copier => copier.Name))).Select(CopierOf)],
            [.. Words("SLOW", "0 2").Select(percent => Number("SLOW", percent) / 100)],
            Number("SCALE", Value("SCALE", "5")),
            (int)Number("SEED", Value("SEED", "1")));
    }

    /// <summary>One case for each size and share of slow requests.</summary>
    public IEnumerable<CopyCase> Cases => Sizes.SelectMany(size => SlowShares.Select(share =>
        new CopyCase(size, Link, share, size.Bytes <= MostRealTimeBytes ? 1 : TimeScale, Seed)));

    private static ICopier CopierOf(string name) => All.FirstOrDefault(copier => copier.Name == name)
        ?? throw new FormatException($"PEERS holds '{name}'. HINT: there are {string.Join(", ", All.Select(copier => copier.Name))}.");

    private static string[] Words(string variable, string unset) =>
        Value(variable, unset).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private static string Value(string variable, string unset) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : unset;

    private static double Number(string variable, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new FormatException($"{variable} is '{text}'. HINT: write a number of 0 or more.");
}
