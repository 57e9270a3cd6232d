using CacheBackup.Core.Errors;
using CacheBackup.Core.Polling;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Snapshots;

[Collection(LocalAwsCollection.Name)]
public class PollSnapshotTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task An_available_snapshot_is_available_however_often_one_asks()
    {
        var run = await aws.NewRunOfSnapshotAsync();

        var poll = await run.PollSnapshotAsync();

        poll.ShouldBe(new(true, "available", new PollProgress(20, 0)));
        (await run.PollSnapshotAsync()).ShouldBe(poll);
    }

    [Fact]
    public async Task A_snapshot_that_is_not_there_yet_is_waited_for()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);

        (await run.PollSnapshotAsync()).ShouldBe(new(false, "not found", new PollProgress(20, 0)));
    }

    [Fact]
    public async Task A_snapshot_that_fails_is_an_error_at_once()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Orders);
        aws.Host.ElastiCache.Hooks.FailNextSnapshot();
        await run.CreateSnapshotAsync();

        await Should.ThrowAsync<SnapshotCreationFailedException>(run.UntilSnapshotIsAvailableAsync());
    }
}
