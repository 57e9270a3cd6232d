using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Sources;
using CacheBackup.Functions;
using CacheBackup.Functions.Preflight;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Preflight;

[Collection(LocalAwsCollection.Name)]
public sealed class DescribeSourceTests(LocalAwsFixture aws)
{
    private const string Execution = "arn:aws:states:eu-west-1:111122223333:execution:backup:nightly";
    private static readonly DateTimeOffset StartedAt = new(2026, 11, 20, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_group_without_cluster_mode_is_found_with_its_replica()
    {
        await aws.NewRunAsync(LocalAwsFixture.Sessions);

        var (backup, source) = await DescribeAsync("""{"ReplicationGroupId":"Sessions"}""");

        (source.Kind, source.Id, source.ClusterModeEnabled, source.SnapshotNode).ShouldBe(
            (SourceKind.ReplicationGroup, "sessions", false, "sessions-002"));
        source.Arn.ShouldBe("arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:sessions");
        backup.Folder.ShouldBe($"elasticache/sessions/{backup.BackupId}");
        backup.SnapshotName.ShouldBe($"backup-{backup.BackupId}");
    }

    [Fact]
    public async Task A_group_with_cluster_mode_is_found_with_its_shards()
    {
        await aws.NewRunAsync(LocalAwsFixture.Orders);

        var source = (await DescribeAsync("""{"ReplicationGroupId":"orders"}""")).Source;

        (source.ClusterModeEnabled, source.Shards, source.ReplicasPerShard, source.SnapshotNode).ShouldBe((true, 2, 0, null));
    }

    [Fact]
    public async Task A_snapshot_is_found_by_its_name_with_the_cache_it_is_of()
    {
        await aws.NewRunOfSnapshotAsync();

        var (backup, source) = await DescribeAsync($$"""{"SnapshotName":"{{LocalAwsFixture.OrdersSnapshot}}"}""");

        (source.Id, source.ClusterModeEnabled, source.Shards).ShouldBe(("orders", true, 2));
        (backup.SnapshotName, backup.CreatesSnapshot, backup.KeepsSnapshot).ShouldBe((LocalAwsFixture.OrdersSnapshot, false, true));
    }

    [Fact]
    public async Task Running_twice_decides_the_same()
    {
        await aws.NewRunAsync(LocalAwsFixture.Sessions);

        var first = Json(await DescribeAsync("""{"ReplicationGroupId":"sessions"}"""));

        Json(await DescribeAsync("""{"ReplicationGroupId":"sessions"}""")).ShouldBe(first);
    }

    [Fact]
    public async Task A_cache_that_is_not_there_is_missing() =>
        await Should.ThrowAsync<BackupSourceMissingException>(DescribeAsync("""{"ReplicationGroupId":"nowhere"}"""));

    [Fact]
    public async Task A_bad_request_is_refused_before_ElastiCache_is_asked()
    {
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "*") { ResourceContains = "refused-before", Times = 1 });

        (await Should.ThrowAsync<InvalidBackupRequestException>(
                DescribeAsync("""{"ReplicationGroupId":"refused-before"}""", """, "Unknown":true""")))
            .Message.ShouldContain("Unknown is true, but there is no such field");
        await Should.ThrowAsync<TransientServiceException>(DescribeAsync("""{"ReplicationGroupId":"refused-before"}"""));
    }

    [Theory]
    [InlineData("DescribeReplicationGroups")]
    [InlineData("DescribeCacheClusters")]
    [InlineData("DescribeSnapshots")]
    public async Task A_missing_permission_names_the_action(string operation)
    {
        await aws.NewRunAsync(LocalAwsFixture.Sessions);
        aws.Plan(new Fault(FaultKind.Error, "elasticache", operation) { Times = 1, Status = 403, Code = "AccessDenied", Message = "no" });

        (await Should.ThrowAsync<CallerNotPermittedException>(DescribeAsync("""{"ReplicationGroupId":"sessions"}""")))
            .Message.ShouldContain($"may not do elasticache:{operation} on sessions");
    }

    [Fact]
    public async Task The_deadline_ends_a_call_that_hangs_as_a_transient_error()
    {
        await aws.NewRunAsync(LocalAwsFixture.Sessions);
        var hang = TimeSpan.FromSeconds(5);
        aws.Plan(new Fault(FaultKind.Stall, "elasticache", "DescribeReplicationGroups") { Times = 1, Delay = hang });
        var invocation = LocalAwsFixture.Invocation();
        invocation.RemainingTime = TimeSpan.FromMilliseconds(300);

        (await Should.ThrowAsync<TransientServiceException>(DescribeAsync("""{"ReplicationGroupId":"sessions"}""", "", invocation)))
            .Message.ShouldContain("elasticache:DescribeReplicationGroups on sessions was not answered: no answer before the deadline");
    }

    private static string Json(DescribeSourceOutput output)
    {
        using var stream = new MemoryStream();
        new StrictLambdaSerializer().Serialize(output, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private async Task<DescribeSourceOutput> DescribeAsync(
        string source, string more = "", Amazon.Lambda.TestUtilities.TestLambdaContext? invocation = null)
    {
        using var request = JsonDocument.Parse($$"""{"Source":{{source}},"ExportBucket":"exports"{{more}}}""");
        var input = new DescribeSourceInput(Execution, StartedAt, request.RootElement);
        return await aws.Function<DescribeSource>().DescribeSourceAsync(input, invocation ?? LocalAwsFixture.Invocation());
    }
}
