using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Plans;

/// <summary>What a run decides before it creates anything.</summary>
public sealed class BackupPlannerTests
{
    private static readonly ExecutionArn Execution = ExecutionArn.Parse("arn:aws:states:eu-west-1:111122223333:execution:backup:nightly");
    private static readonly DateTimeOffset StartedAt = new(2026, 11, 20, 3, 4, 5, TimeSpan.Zero);
    private static readonly SourceCache Source = SampleSource.Group("orders");
    private static readonly BackupSource Orders = new(ReplicationGroupId: "orders");

    [Fact]
    public void A_backup_is_named_after_its_executions_start_and_id()
    {
        var plan = Plan(Orders);

        plan.BackupId.ShouldMatch("^20261120t030405z-[0-9a-f]{8}$");
        plan.Folder.ShouldBe($"elasticache/orders/{plan.BackupId}");
        plan.SnapshotName.ShouldBe($"backup-{plan.BackupId}");
    }

    [Fact]
    public void Planning_twice_plans_the_same() =>
        Plan(Orders).BackupId.ShouldBe(Plan(Orders).BackupId);

    [Fact]
    public void Two_executions_of_one_second_have_different_backups() => BackupPlanner
        .BackupIdOf(ExecutionArn.Parse($"{Execution.Text}-2"), StartedAt)
        .ShouldNotBe(BackupPlanner.BackupIdOf(Execution, StartedAt));

    [Fact]
    public void The_start_is_taken_as_UTC_whatever_its_offset() => BackupPlanner
        .BackupIdOf(Execution, StartedAt.ToOffset(TimeSpan.FromHours(9)))
        .ShouldBe(BackupPlanner.BackupIdOf(Execution, StartedAt));

    [Fact]
    public void The_snapshots_name_is_one_ElastiCache_takes()
    {
        var name = Plan(Orders).SnapshotName;

        name.ShouldMatch("^[a-z][a-z0-9-]*[a-z0-9]$");
        name.ShouldNotContain("--");
        name.Length.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public void A_snapshot_made_for_the_run_goes_with_it_unless_it_is_to_be_kept()
    {
        var plan = Plan(Orders);

        (plan.CreatesSnapshot, plan.KeepsSnapshot).ShouldBe((true, false));
        Plan(Orders, request => request with { KeepSnapshot = true }).KeepsSnapshot.ShouldBeTrue();
    }

    [Fact]
    public void A_snapshot_named_in_the_request_is_used_and_always_kept()
    {
        var plan = Plan(new BackupSource(SnapshotName: "Automatic.orders-2026"));

        (plan.SnapshotName, plan.CreatesSnapshot, plan.KeepsSnapshot).ShouldBe(("automatic.orders-2026", false, true));
    }

    [Fact]
    public void An_object_lock_ends_a_number_of_days_after_the_start_however_often_that_is_planned() =>
        Plan(Orders, request => request with
        {
            Destinations = [new CopyDestination("us-east-1", "copies") { ObjectLock = new ObjectLock(ObjectLockMode.GOVERNANCE, 30) }],
        }).Destinations[0].ObjectLock!.Until.ShouldBe(StartedAt.AddDays(30));

    [Fact]
    public void The_export_bucket_is_expected_in_the_caches_Region_and_account() =>
        Plan(Orders).ExportBucket.ShouldBe(new BucketLocation("exports", "eu-west-1", "111122223333"));

    [Fact]
    public void A_destination_without_an_account_is_expected_in_the_caches_own()
    {
        var plan = Plan(Orders, request => request with
        {
            Destinations = [new CopyDestination("us-east-1", "mine"), new CopyDestination("us-west-2", "theirs", "444455556666")],
        });

        plan.Destinations.Select(destination => destination.AccountId).ShouldBe(["111122223333", "444455556666"]);
        plan.Buckets.ShouldBe(
        [
            new ExpectedBucket("ExportBucket", plan.ExportBucket, "elasticache"),
            new ExpectedBucket("Destinations[0].Bucket", new BucketLocation("mine", "us-east-1", "111122223333"), "elasticache"),
            new ExpectedBucket("Destinations[1].Bucket", new BucketLocation("theirs", "us-west-2", "444455556666"), "elasticache"),
        ]);
    }

    [Fact]
    public void A_destination_in_another_partition_is_refused() =>
        Should.Throw<InvalidBackupRequestException>(() => Plan(
                Orders, request => request with { Destinations = [new CopyDestination("cn-north-1", "copies")] }))
            .Message.ShouldContain("Destinations[0].Region is cn-north-1, in another AWS partition than the cache's Region eu-west-1");

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void More_shards_than_the_history_of_one_execution_holds_are_refused(int shards, bool isTaken)
    {
        var planning = () => BackupPlanner.Plan(
            Execution, StartedAt, new BackupRequest(Orders, "exports"), Source with { Shards = shards });

        if (isTaken)
        {
            planning.ShouldNotThrow();
        }
        else
        {
            planning.ShouldThrow<InvalidBackupRequestException>().Message.ShouldContain("501 shards");
        }
    }

    [Fact]
    public void The_longest_names_of_all_still_make_a_name_ElastiCache_takes()
    {
        var plan = BackupPlanner.Plan(
            Execution, StartedAt, new BackupRequest(Orders, "exports", new string('p', 800)), SampleSource.Group(new string('c', 50)));

        // Behind the folder: a slash, the file's name, the attempt and the shard's number.
        plan.Folder.Length.ShouldBeLessThan(1000 - 50);
    }

    [Theory]
    [InlineData("arn:aws:states:eu-west-1:111122223333:execution:backup:nightly")]
    [InlineData("arn:aws:states:eu-west-1:111122223333:execution:fleet/each:5b3b1c1e")]
    [InlineData("arn:aws-us-gov:states:eu-west-1:111122223333:express:backup:a:b")]
    public void An_executions_ARN_tells_Region_and_account(string arn)
    {
        var execution = ExecutionArn.Parse(arn);
        (execution.Text, execution.Region, execution.AccountId).ShouldBe((arn, "eu-west-1", "111122223333"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nightly")]
    [InlineData("arn:aws:states:eu-west-1:111122223333:stateMachine:backup")]
    [InlineData("arn:aws:states::111122223333:execution:backup:nightly")]
    [InlineData("arn:aws:states:eu-west-1:1111:execution:backup:nightly")]
    public void Anything_else_is_no_execution(string text) =>
        Should.Throw<InvalidBackupRequestException>(() => ExecutionArn.Parse(text)).Message.ShouldContain($"ExecutionId is \"{text}\"");

    private static BackupPlan Plan(BackupSource source, Func<BackupRequest, BackupRequest>? change = null)
    {
        var request = new BackupRequest(source, "exports");
        return BackupPlanner.Plan(Execution, StartedAt, change is null ? request : change(request), Source);
    }
}
