using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Network;
using CacheBackup.LocalAws.S3.Wire;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3.Network;

/// <summary>The links on a clock that stands still until told to move.</summary>
public sealed class CopyNetworkTests
{
    private const string Near = "eu-west-1";
    private const string Far = "us-east-1";

    private static readonly LinkModel Model = new(6, TimeSpan.FromSeconds(1), 24);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_copy_to_another_Region_takes_its_time_and_the_scale_shortens_it()
    {
        using var network = new CopyNetwork(new NetworkModel(Model), new Pace(_clock, scale: 10));
        var copy = CarryAsync(network, bytes: 60);

        (await _clock.NextDueAsync()).ShouldBe(TimeSpan.FromSeconds(0.1));
        _clock.Advance(TimeSpan.FromSeconds(1.09));
        copy.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        await copy;
    }

    [Theory]
    [InlineData(Near, Near)]
    [InlineData(Far, Near)]
    public void A_copy_without_a_model_is_done_at_once(string source, string destination)
    {
        var fast = new LinkModel(double.MaxValue, TimeSpan.Zero, double.MaxValue);
        var model = new NetworkModel(Model) { Pairs = new Dictionary<(string, string), LinkModel> { [(Near, Far)] = fast } };
        using var network = new CopyNetwork(source == destination ? model : null, new Pace(_clock, 1));

        CarryAsync(network, source: source, destination: destination).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_direction_between_two_Regions_is_a_link_of_its_own()
    {
        var model = new NetworkModel(Model)
        {
            Pairs = new Dictionary<(string, string), LinkModel> { [(Far, Near)] = Model with { PerRequest = TimeSpan.FromSeconds(30) } },
        };
        using var network = new CopyNetwork(model, new Pace(_clock, 1));
        var there = CarryAsync(network, bytes: 60);
        var back = CarryAsync(network, bytes: 60, source: Far, destination: Near);

        _clock.Advance(TimeSpan.FromSeconds(11));
        await there;
        back.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(29));
        await back;
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_its_copy_and_leaves_its_share_to_the_others()
    {
        using var network = new CopyNetwork(new NetworkModel(Model), new Pace(_clock, 1));
        using var gone = new CancellationTokenSource();
        var copies = Enumerable.Range(0, 8).Select(i => CarryAsync(network, i, bytes: 60, gone: i < 4 ? gone.Token : default)).ToList();
        _clock.Advance(TimeSpan.FromSeconds(11));

        await gone.CancelAsync();
        foreach (var copy in copies.Take(4))
        {
            await Should.ThrowAsync<OperationCanceledException>(copy);
        }

        _clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(copies.Skip(4));
    }

    [Fact]
    public async Task As_many_requests_are_refused_as_the_share_says_and_the_same_ones_in_any_order()
    {
        const int Requests = 4000;
        var model = new NetworkModel(Model with { RefusedShare = 0.05 }) { Seed = 7 };
        var upwards = await RefusedAsync(model, Enumerable.Range(1, Requests));
        var downwards = await RefusedAsync(model, Enumerable.Range(1, Requests).Reverse());
        var reseeded = await RefusedAsync(model with { Seed = 8 }, Enumerable.Range(1, Requests));

        // Four standard deviations.
        upwards.Count.ShouldBeInRange(200 - 55, 200 + 55);
        downwards.ShouldBe(upwards, ignoreOrder: true);
        reseeded.ShouldNotBe(upwards);
    }

    [Fact]
    public void A_request_that_is_tried_again_is_drawn_again()
    {
        var draws = new SeededDraws(1);

        Enumerable.Range(0, 1000).Count(_ => draws.Next("bucket/key", 1).IsAmong("slow", 0.02)).ShouldBeInRange(4, 36);
    }

    [Fact]
    public async Task Requests_above_the_limit_are_refused_until_a_second_has_passed()
    {
        using var network = new CopyNetwork(new NetworkModel(Model with { RequestsPerSecond = 100 }), new Pace(_clock, 1));
        var burst = Enumerable.Range(0, 150).Select(i => CarryAsync(network, i)).ToList();

        burst.Count(copy => copy.IsFaulted).ShouldBe(50);
        (await Should.ThrowAsync<S3Exception>(burst[^1])).Code.ShouldBe("SlowDown");
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Enumerable.Range(0, 60).Select(i => CarryAsync(network, i)).Count(copy => copy.IsFaulted).ShouldBe(10);
    }

    private async Task<List<int>> RefusedAsync(NetworkModel model, IEnumerable<int> parts)
    {
        using var network = new CopyNetwork(model, new Pace(_clock, 1));
        var refused = new List<int>();
        foreach (var part in parts)
        {
            var copy = CarryAsync(network, part);
            if (copy.IsFaulted)
            {
                (await Should.ThrowAsync<S3Exception>(copy)).Status.ShouldBe(503);
                refused.Add(part);
            }
        }

        return refused;
    }

    private static Task CarryAsync(
        CopyNetwork network,
        int part = 1,
        long bytes = 1,
        string source = Near,
        string destination = Far,
        CancellationToken gone = default) =>
        network.CarryAsync(new ServerSideCopy(source, destination, "bucket", "key", part, bytes), gone);
}
