using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Snapshots;

[Collection(LocalAwsCollection.Name)]
public class DeleteSnapshotTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task The_snapshot_of_the_run_goes_and_running_twice_finds_it_gone()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);
        await run.CreateSnapshotAsync();
        await run.UntilSnapshotIsAvailableAsync();

        (await run.DeleteSnapshotAsync()).ShouldBe(new(run.Plan.SnapshotName, true));
        (await run.DeleteSnapshotAsync()).Deleted.ShouldBeTrue();
        await LocalAwsFixture.UntilAsync(async () => await aws.SnapshotStatusAsync(run.Plan.SnapshotName) is null);
        (await run.DeleteSnapshotAsync()).Deleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_the_request_named_stays()
    {
        var run = await aws.NewRunOfSnapshotAsync();

        (await run.DeleteSnapshotAsync()).Deleted.ShouldBeFalse();

        (await aws.SnapshotStatusAsync(LocalAwsFixture.OrdersSnapshot)).ShouldBe("available");
    }

    [Fact]
    public async Task A_snapshot_of_the_name_without_the_runs_tag_stays()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Orders);
        await aws.Aws.ElastiCache(LocalAwsFixture.Region).CreateSnapshotAsync(
            new CreateSnapshotRequest { SnapshotName = run.Plan.SnapshotName, ReplicationGroupId = LocalAwsFixture.Orders });
        await run.UntilSnapshotIsAvailableAsync();

        (await run.DeleteSnapshotAsync()).Deleted.ShouldBeFalse();

        (await aws.SnapshotStatusAsync(run.Plan.SnapshotName)).ShouldBe("available");
    }

    [Fact]
    public async Task A_snapshot_that_ElastiCache_is_busy_with_is_a_hiccup()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Orders);
        await run.CreateSnapshotAsync();
        await run.UntilSnapshotIsAvailableAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "DeleteSnapshot")
        {
            ResourceContains = run.Plan.SnapshotName,
            Status = 400,
            Code = "InvalidSnapshotState",
        });

        await Should.ThrowAsync<TransientServiceException>(run.DeleteSnapshotAsync());
    }
}
