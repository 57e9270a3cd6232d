using Amazon.Lambda.TestUtilities;
using CacheBackup.Functions;

namespace CacheBackup.UnitTests.Preflight;

/// <summary>When a function gives up, so that Lambda does not end it.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public void An_invocation_starts_with_time()
    {
        using var deadline = Deadline.Of(new TestLambdaContext { RemainingTime = TimeSpan.FromMinutes(1) });
        deadline.Token.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task The_token_fires_before_the_functions_time_is_over()
    {
        using var deadline = Deadline.Of(new TestLambdaContext { RemainingTime = TimeSpan.FromMilliseconds(50) });
        await Should.ThrowAsync<OperationCanceledException>(Task.Delay(TimeSpan.FromSeconds(30), deadline.Token));
    }

    [Theory]
    [InlineData(20, 18)]
    [InlineData(60, 55)]
    [InlineData(900, 895)]
    public void A_tenth_of_the_time_is_kept_back_and_five_seconds_at_most(int remaining, int usable) =>
        Deadline.UsableOf(TimeSpan.FromSeconds(remaining)).ShouldBe(TimeSpan.FromSeconds(usable));
}
