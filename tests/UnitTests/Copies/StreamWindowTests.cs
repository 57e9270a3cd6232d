using CacheBackup.Core.Copies;

namespace CacheBackup.UnitTests.Copies;

public sealed class StreamWindowTests
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(6);

    [Fact]
    public void It_starts_open_and_stays_so_unless_S3_throttles()
    {
        var window = new StreamWindow(512);
        window.Limit.ShouldBe(512);

        Rounds(window, 6, streams => streams * 1e6);

        window.Limit.ShouldBe(512);
    }

    [Fact]
    public void It_stays_where_more_streams_move_no_more()
    {
        var window = new StreamWindow(512);
        window.OnThrottled(TimeSpan.FromSeconds(1), startedAt: TimeSpan.Zero);

        // 300 streams fill the line.
        Rounds(window, 20, streams => Math.Min(streams, 300) * 1e6, TimeSpan.FromSeconds(1));

        window.Limit.ShouldBeInRange(300, 440);
    }

    [Fact]
    public void It_halves_once_however_many_requests_of_before_are_throttled()
    {
        var window = new StreamWindow(512);

        for (var request = 0; request < 100; request++)
        {
            window.OnThrottled(TimeSpan.FromSeconds(1), startedAt: TimeSpan.Zero);
        }

        window.Limit.ShouldBe(256);
        window.OnThrottled(TimeSpan.FromSeconds(3), startedAt: TimeSpan.FromSeconds(2));
        window.Limit.ShouldBe(128);
    }

    [Fact]
    public void It_comes_back_quickly_at_first_and_slowly_near_where_it_was_throttled()
    {
        var window = new StreamWindow(512);
        window.OnThrottled(TimeSpan.FromSeconds(1), startedAt: TimeSpan.Zero);

        Rounds(window, 1, streams => streams * 1e6, TimeSpan.FromSeconds(1));
        window.Limit.ShouldBeInRange(384, 408);
        Rounds(window, 2, streams => streams * 1e6, TimeSpan.FromSeconds(1) + Round);
        window.Limit.ShouldBeInRange(408, 480);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(512, 4)]
    public void It_never_closes(int most, int least)
    {
        var window = new StreamWindow(most);

        for (var second = 1; second < 100; second++)
        {
            window.OnThrottled(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second - 0.5));
        }

        window.Limit.ShouldBe(least);
    }

    private static void Rounds(StreamWindow window, int rounds, Func<int, double> bytesPerRound, TimeSpan start = default)
    {
        for (var round = 1; round <= rounds; round++)
        {
            var streams = window.Limit;
            for (var part = 0; part < streams; part++)
            {
                window.OnCopied(start + (Round * round), (long)(bytesPerRound(streams) / streams));
            }
        }
    }
}
