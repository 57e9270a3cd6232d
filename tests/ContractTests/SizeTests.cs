using CacheBackup.ContractTests.Runs;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.ContractTests;

/// <summary>The largest cache there is, to three destinations, with services as slow as the request allows.</summary>
public sealed class SizeTests(JsonataFixture jsonata) : IClassFixture<JsonataFixture>
{
    private const int LargestPayloadBytes = 200 * 1024;
    private const int LongestHistory = 15_000;

    // Of the execution of one destination. It ends at 25,000 events, and repetitions need some.
    private const int LongestHistoryOfADestination = 20_000;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_cache_of_500_shards_with_3_destinations_stays_far_below_the_limits_of_Step_Functions(int slicesPerFile)
    {
        var sample = new SampleBackup(Shards: 500, Destinations: 3) { IsSlow = true, SlicesPerFile = slicesPerFile };

        var run = await MachineRun.RunAsync(jsonata.Evaluator, sample);

        run.Execution.Status.ShouldBe(ExecutionStatus.Succeeded, run.Execution.Cause);
        run.Events.Count.ShouldBeLessThan(LongestHistory);
        run.Children.Count.ShouldBe(3);
        run.Children.ShouldAllBe(child => child.History.Events.Count < LongestHistoryOfADestination);
        run.LargestPayloadBytes.ShouldBeLessThan(LargestPayloadBytes);
    }
}
