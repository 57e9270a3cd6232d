using CacheBackup.Core.Verification;

namespace CacheBackup.UnitTests.Verification;

public class InvocationTimeTests
{
    [Theory]
    [InlineData(900, 840)]
    [InlineData(300, 240)]
    [InlineData(3, 2.4)]
    public void A_fifth_is_reserved_and_a_minute_at_most(double remaining, double reading) =>
        new InvocationTime(TimeProvider.System, TimeSpan.FromSeconds(remaining)).ForReading.ShouldBe(TimeSpan.FromSeconds(reading));

    [Fact]
    public void A_large_checkpoint_has_reading_stop_earlier()
    {
        var time = new InvocationTime(new HastyClock(TimeSpan.FromSeconds(100)), TimeSpan.FromSeconds(900));

        time.LeftFor(stateBytes: 0).ShouldBe(TimeSpan.FromSeconds(840 - 100));
        time.LeftFor(stateBytes: 2_000_000_000).ShouldBe(TimeSpan.FromSeconds(840 - 200 - 80));
    }
}
