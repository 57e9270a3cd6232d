using CacheBackup.LocalAws.S3.Network;

namespace CacheBackup.LocalTests.S3.Network;

/// <summary>The link against what can be worked out by hand.</summary>
public sealed class FluidLinkTests
{
    private const double Tolerance = 1e-6;

    // 6 bytes a second for one, 24 for all, and a second before the first byte.
    private static readonly LinkModel Model = new(6, TimeSpan.FromSeconds(1), 24);

    [Theory]
    [InlineData(1, 11)]
    [InlineData(4, 11)]
    [InlineData(5, 13.5)]
    [InlineData(40, 101)]
    public void Equal_copies_take_what_the_slower_of_stream_and_fair_share_takes(int copies, double expected)
    {
        var ends = Run(Enumerable.Repeat((At: 0.0, Bytes: 60L, IsSlow: false), copies));

        ends.ShouldAllBe(end => Math.Abs(end - expected) < Tolerance);
    }

    [Fact]
    public void A_slow_copy_takes_as_many_times_as_long_as_the_factor_says()
    {
        Run([(0, 60, true)]).ShouldBe([6 * 11], Tolerance);
    }

    [Fact]
    public void What_a_slow_copy_leaves_the_others_share()
    {
        // The slow one flows from 6 s on, at 1 byte a second: 5 others had 24 / 5 each before, and 23 / 5 after.
        var ends = Run([(0, 60, true), .. Enumerable.Repeat((0.0, 60L, false), 5)]);

        ends[0].ShouldBe(66, Tolerance);
        ends[1].ShouldBe(6 + ((60 - (5 * 24 / 5.0)) / (23 / 5.0)), Tolerance);
    }

    [Fact]
    public void One_that_joins_late_takes_its_share_from_then_on()
    {
        // 4 flow at 6 from 1 s; from 6 s on all 5 at 4.8. The first 4 have 30 bytes left then, the fifth 60.
        var ends = Run([.. Enumerable.Repeat((0.0, 60L, false), 4), (5.0, 60L, false)]);

        ends[0].ShouldBe(6 + (30 / 4.8), Tolerance);
        ends[4].ShouldBe(ends[0] + ((60 - 30) / 6.0), Tolerance);
    }

    [Fact]
    public void The_share_of_one_that_is_cancelled_goes_to_the_others()
    {
        var link = new FluidLink(Model);
        var copies = Enumerable.Range(0, 8).Select(_ => link.Begin(60, isSlow: false)).ToList();
        link.Advance(11);
        foreach (var copy in copies.Take(4))
        {
            link.Cancel(copy);
        }

        // All 8 had 3 a second for 10 s; the 4 that are left have 30 bytes to go at 6.
        link.NextEvent!.Value.ShouldBe(16, Tolerance);
        link.Advance(16).ShouldBe(copies.Skip(4));
        link.NextEvent.ShouldBeNull();
    }

    [Fact]
    public void One_that_is_cancelled_before_its_first_byte_takes_no_share()
    {
        var link = new FluidLink(Model);
        link.Cancel(link.Begin(60, isSlow: false));

        link.NextEvent.ShouldBeNull();
        link.Advance(100).ShouldBeEmpty();
        link.Flowing.ShouldBe(0);
    }

    [Fact]
    public void It_does_not_matter_how_often_the_clock_is_looked_at()
    {
        List<(double, long, bool)> copies =
            [.. Enumerable.Range(0, 50).Select(i => (i * 0.37, 40L + (i * 7 % 31), i % 10 == 0))];

        var jumping = Run(copies);
        var ticking = Run(copies, tick: 0.01);

        for (var i = 0; i < copies.Count; i++)
        {
            ticking[i].ShouldBe(jumping[i], 0.01 + Tolerance);
        }
    }

    [Fact]
    public void A_link_that_is_kept_full_carries_its_cap()
    {
        var ends = Run([.. Enumerable.Range(0, 500).Select(i => (i * 0.1, 24L, false))]);

        // 500 x 24 bytes at 24 a second, after the second that the first one waits.
        ends.Max().ShouldBe(501, 1);
    }

    /// <summary>When each copy ends.</summary>
    /// <param name="tick">Looks at the clock so often; 0 looks only when something happens.</param>
    private static List<double> Run(IEnumerable<(double At, long Bytes, bool IsSlow)> copies, double tick = 0)
    {
        var link = new FluidLink(Model);
        var (begun, ends) = (new List<FluidCopy>(), new Dictionary<FluidCopy, double>());
        foreach (var (at, bytes, isSlow) in copies)
        {
            PassUntil(at);
            begun.Add(link.Begin(bytes, isSlow));
        }

        PassUntil(double.PositiveInfinity);
        return [.. begun.Select(copy => ends[copy])];

        void PassUntil(double time)
        {
            for (var now = 0.0; link.NextEvent is { } next && next <= time;)
            {
                now = tick == 0 ? next : Math.Max(now, Math.Ceiling(next / tick) * tick);
                Note(Math.Min(now, time));
            }

            Note(time);
        }

        void Note(double now)
        {
            if (double.IsFinite(now))
            {
                foreach (var copy in link.Advance(now))
                {
                    ends.Add(copy, now);
                }
            }
        }
    }
}
