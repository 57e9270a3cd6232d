using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

/// <summary>The pump over requests that take simulated time.</summary>
public sealed class PartPumpTests
{
    private const int PartBytes = 16 << 20;

    // Scenario B: 6 MB/s a stream and 3.1 s a request.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds((PartBytes / 6e6) + 3.1);
    private static readonly TimeSpan Hours = TimeSpan.FromHours(3);

    [Fact]
    public void All_parts_of_a_small_file_are_in_flight_at_once()
    {
        var run = Pump(60, (_, _, _) => Usual);

        run.End.ShouldBe(PumpEnd.Finished);
        run.Seconds.ShouldBe(Usual.TotalSeconds, 0.5);
        (run.Tally.Parts, run.Tally.Bytes, run.Tally.Retried, run.Tally.Reissued).ShouldBe((60, 60L * PartBytes, 0, 0));
        run.Tally.BytesPerSecondAndStream.ShouldBe(PartBytes / Usual.TotalSeconds, 1e4);
    }

    [Fact]
    public void A_late_part_is_asked_for_again_and_the_first_answer_wins()
    {
        var run = Pump(60, (part, attempt, _) => part.Number == 7 && attempt == 1 ? Usual * 6 : Usual);

        run.Seconds.ShouldBe(Usual.TotalSeconds * 2.25, 0.5);
        (run.Tally.Reissued, run.Tally.Retried, run.Tally.Parts).ShouldBe((1, 0, 60));
    }

    [Fact]
    public void A_second_request_that_is_late_too_is_followed_by_a_third()
    {
        var run = Pump(60, (part, attempt, _) => part.Number == 7 && attempt < 3 ? Usual * 6 : Usual);

        run.Seconds.ShouldBe(Usual.TotalSeconds * 3.35, 0.8);
        run.Tally.Reissued.ShouldBe(2);
    }

    [Fact]
    public void A_request_without_any_answer_costs_no_more_than_a_late_one()
    {
        var run = Pump(60, (part, attempt, _) => part.Number == 7 && attempt == 1 ? Hours : Usual);

        (run.End, run.Tally.Parts).ShouldBe((PumpEnd.Finished, 60));
        run.Seconds.ShouldBe(Usual.TotalSeconds * 2.25, 0.5);
    }

    [Fact]
    public void Where_no_request_is_answered_each_is_given_up_and_repeated_until_the_time_is_over()
    {
        var run = Pump(10, (_, _, _) => Hours, time: TimeSpan.FromMinutes(5));

        (run.End, run.Tally.Parts).ShouldBe((PumpEnd.OutOfTime, 0));
        run.Tally.Retried.ShouldBeGreaterThanOrEqualTo(20);
        run.Seconds.ShouldBe(300, 1);
    }

    [Fact]
    public void SlowDown_halves_the_streams_and_every_part_is_copied_all_the_same()
    {
        // 100 requests at once are what this bucket bears.
        var run = Pump(2000, (_, _, inFlight) => inFlight > 100 ? throw SlowDown() : Usual);

        (run.End, run.Tally.Parts).ShouldBe((PumpEnd.Finished, 2000));
        run.Tally.Throttled.ShouldBeGreaterThan(0);
        run.MostInFlightLater.ShouldBeLessThanOrEqualTo(128);
        // 100 streams without a pause would need 20 rounds.
        run.Seconds.ShouldBeLessThan(Usual.TotalSeconds * 20 * 2);
    }

    [Fact]
    public void A_part_that_fails_every_time_ends_the_copy_with_its_error()
    {
        var error = Should.Throw<TransientServiceException>(
            () => Pump(20, (part, _, _) => part.Number == 3 ? throw new TransientServiceException("No.") : Usual));

        error.Message.ShouldStartWith("No.");
    }

    [Fact]
    public void A_permanent_error_ends_the_copy_at_once_and_leaves_nothing_in_flight()
    {
        var inFlight = -1;
        Should.Throw<ExportedFileChangedException>(() => Pump(
            20,
            (part, _, _) => part.Number == 20 ? throw new ExportedFileChangedException("Changed.", "Look.") : Usual,
            onEnd: left => inFlight = left));

        inFlight.ShouldBe(0);
    }

    [Fact]
    public void An_upload_that_is_gone_ends_the_copy_at_once()
    {
        var run = Pump(1000, (part, _, _) => part.Number == 100 ? null : Usual);

        run.End.ShouldBe(PumpEnd.UploadGone);
        run.Seconds.ShouldBeLessThan(1);
    }

    [Fact]
    public void No_part_is_begun_that_would_not_be_finished_in_time()
    {
        var run = Pump(5000, (_, _, _) => Usual, time: Usual * 3.5);

        run.End.ShouldBe(PumpEnd.OutOfTime);
        // Three rounds fit, and a fourth is not begun to be given up half way.
        run.Seconds.ShouldBeLessThanOrEqualTo(Usual.TotalSeconds * 3.5);
        run.GivenUp.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_per_cent_of_slow_requests_cost_less_than_half_more(int seed)
    {
        const int Parts = 4500;
        var steady = Pump(Parts, (_, _, _) => Usual);
        var random = new Random(seed);

        var run = Pump(Parts, (_, _, _) => random.NextDouble() < 0.02 ? Usual * 6 : Usual);

        run.Seconds.ShouldBeLessThan(steady.Seconds * 1.5);
        run.Tally.Reissued.ShouldBeInRange(50, 150);
    }

    private static TransientServiceException SlowDown() => new("SlowDown.") { IsThrottling = true };

    /// <param name="parts">How many.</param>
    /// <param name="takes">How long a request takes, of the part, the number of the attempt and the requests in flight; null: no upload.</param>
    /// <param name="time">Of the pump.</param>
    /// <param name="onEnd">Told what is in flight at the end.</param>
    private static PumpRun Pump(
        int parts, Func<PartRange, int, int, TimeSpan?> takes, TimeSpan? time = null, Action<int>? onEnd = null) => SimulatedTime.Run(
        async clock =>
        {
            var (inFlight, later, givenUp) = (0, 0, 0);
            var attempts = new Dictionary<int, int>();
            async Task<bool> CopyAsync(PartRange part, CancellationToken token)
            {
                var attempt = attempts[part.Number] = attempts.GetValueOrDefault(part.Number) + 1;
                inFlight++;
                later = clock.Now > Usual * 5 ? Math.Max(later, inFlight) : 0;
                try
                {
                    // Even a refusal has to come back.
                    await Task.Delay(TimeSpan.FromMilliseconds(50), clock, token);
                    if (takes(part, attempt, inFlight) is not { } length)
                    {
                        return false;
                    }

                    await Task.Delay(length - TimeSpan.FromMilliseconds(50), clock, token);
                    return true;
                }
                catch (OperationCanceledException error)
                {
                    givenUp++;
                    throw new TransientServiceException("Given up.", error);
                }
                finally
                {
                    inFlight--;
                }
            }

            var plan = new CopyPlan((long)parts * PartBytes, PartBytes);
            var pump = new PartPump(CopyAsync, 512, clock, new Random(1));
            try
            {
                var end = await pump.RunAsync(
                    [.. Enumerable.Range(1, parts).Select(plan.Part)], time ?? TimeSpan.FromHours(1), null, CancellationToken.None);
                return new PumpRun(end, pump.Tally, clock.Now.TotalSeconds, later, givenUp);
            }
            finally
            {
                onEnd?.Invoke(inFlight);
            }
        });

    /// <param name="Seconds">Simulated.</param>
    /// <param name="MostInFlightLater">The most requests at once after the first rounds.</param>
    /// <param name="GivenUp">Requests that were cancelled.</param>
    private sealed record PumpRun(PumpEnd End, CopyTally Tally, double Seconds, int MostInFlightLater, int GivenUp);
}
