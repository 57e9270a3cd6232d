using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Snapshots;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Snapshots;

[Collection(LocalAwsCollection.Name)]
public class CreateSnapshotTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task Cluster_mode_disabled_is_saved_by_a_replica_and_tagged_as_this_runs()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);

        var created = await run.CreateSnapshotAsync();

        created.ShouldBe(new(run.Plan.SnapshotName, "sessions-002", "creating"));
        await run.UntilSnapshotIsAvailableAsync();
        var tags = await TagsAsync(run.Plan.SnapshotName);
        tags[BackupTags.BackupId].ShouldBe(run.Plan.BackupId);
        tags[BackupTags.Execution].ShouldBe(run.ExecutionId);
    }

    [Fact]
    public async Task Cluster_mode_enabled_is_saved_as_a_whole()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Orders);

        (await run.CreateSnapshotAsync()).Node.ShouldBe(LocalAwsFixture.Orders);
        await run.UntilSnapshotIsAvailableAsync();
    }

    [Fact]
    public async Task Running_twice_finds_the_first_snapshot_also_while_the_cache_is_busy_with_it()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);
        var first = await run.CreateSnapshotAsync();

        (await run.CreateSnapshotAsync()).SnapshotName.ShouldBe(first.SnapshotName);
        await run.UntilSnapshotIsAvailableAsync();
    }

    [Fact]
    public async Task A_snapshot_that_a_describe_call_does_not_show_yet_is_found_when_its_name_is_refused()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);
        await run.CreateSnapshotAsync();
        await run.UntilSnapshotIsAvailableAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "DescribeSnapshots")
        {
            ResourceContains = run.Plan.SnapshotName,
            Times = 1,
            Status = 404,
            Code = "SnapshotNotFoundFault",
        });

        (await run.CreateSnapshotAsync()).SnapshotName.ShouldBe(run.Plan.SnapshotName);
    }

    [Fact]
    public async Task A_snapshot_of_the_name_that_another_made_is_left_alone()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);
        await aws.Aws.ElastiCache(LocalAwsFixture.Region).CreateSnapshotAsync(
            new CreateSnapshotRequest { SnapshotName = run.Plan.SnapshotName, CacheClusterId = "sessions-002" });
        await run.UntilSnapshotIsAvailableAsync();

        (await Should.ThrowAsync<SnapshotNameTakenException>(run.CreateSnapshotAsync())).Message.ShouldContain(run.Plan.SnapshotName);
    }

    [Fact]
    public async Task A_cache_that_became_busy_is_refused_by_its_status()
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);
        aws.Host.ElastiCache.Hooks.SetStatus(LocalAwsFixture.Region, LocalAwsFixture.Sessions, "modifying");

        try
        {
            (await Should.ThrowAsync<BackupSourceBusyException>(run.CreateSnapshotAsync())).Message.ShouldContain("is modifying");
        }
        finally
        {
            aws.Host.ElastiCache.Hooks.SetStatus(LocalAwsFixture.Region, LocalAwsFixture.Sessions, "available");
        }
    }

    [Theory]
    [InlineData("SnapshotQuotaExceededFault", typeof(SnapshotQuotaSpentException))]
    [InlineData("SnapshotFeatureNotSupportedFault", typeof(BackupSourceUnsupportedException))]
    [InlineData("InvalidCacheClusterState", typeof(BackupSourceBusyException))]
    [InlineData("InvalidReplicationGroupState", typeof(BackupSourceBusyException))]
    [InlineData("CacheClusterNotFound", typeof(BackupSourceMissingException))]
    [InlineData("Throttling", typeof(TransientServiceException))]
    [InlineData("AccessDenied", typeof(CallerNotPermittedException))]
    [InlineData("InvalidParameterCombination", typeof(UnexpectedServiceAnswerException))]
    public async Task Every_refusal_of_ElastiCache_has_a_name_of_its_own(string code, Type expected)
    {
        var run = await aws.NewRunAsync(LocalAwsFixture.Sessions);
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "CreateSnapshot")
        {
            ResourceContains = run.Plan.SnapshotName,
            Status = code == "AccessDenied" ? 403 : 400,
            Code = code,
            Message = "for the test",
        });

        await Should.ThrowAsync(run.CreateSnapshotAsync(), expected);
    }

    private async Task<Dictionary<string, string>> TagsAsync(string snapshot)
    {
        var arn = $"arn:aws:elasticache:{LocalAwsFixture.Region}:{LocalAwsFixture.Account}:snapshot:{snapshot}";
        var answer = await aws.Aws.ElastiCache(LocalAwsFixture.Region).ListTagsForResourceAsync(
            new ListTagsForResourceRequest { ResourceName = arn });
        return answer.TagList.ToDictionary(tag => tag.Key, tag => tag.Value);
    }
}
