using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>What is wrong from the start is said before a snapshot is taken.</summary>
public sealed class RefusedRunTests(BackupStage stage) : IClassFixture<BackupStage>
{
    private static readonly object Orders = new { ReplicationGroupId = "orders" };

    [Fact]
    public async Task A_request_with_an_unknown_field_is_refused_by_its_name()
    {
        var run = await stage.RunAsync(new { Source = Orders, ExportBucket = "some-bucket", Retain = 7 });

        ShouldHaveBeenRefused(run, "InvalidBackupRequestException", "Retain");
    }

    [Fact]
    public async Task A_request_without_a_bucket_is_refused_by_the_missing_field()
    {
        var run = await stage.RunAsync(new { Source = Orders });

        ShouldHaveBeenRefused(run, "InvalidBackupRequestException", "ExportBucket");
    }

    [Fact]
    public async Task A_cache_that_does_not_exist_is_missing()
    {
        var export = await stage.NewExportBucketAsync();

        var run = await stage.RunAsync(BackupStage.Request(new { ReplicationGroupId = "nothing" }, export));

        ShouldHaveBeenRefused(run, "BackupSourceMissingException", "nothing");
    }

    [Fact]
    public async Task An_export_bucket_of_another_Region_is_in_the_wrong_Region()
    {
        var export = await stage.NewBucketAsync("export", "eu-central-1");

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        ShouldHaveBeenRefused(run, "BucketInWrongRegionException", "eu-central-1", "eu-west-1");
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_missing()
    {
        var run = await stage.RunAsync(new { Source = Orders, ExportBucket = "there-is-no-such-bucket" });

        ShouldHaveBeenRefused(run, "BucketMissingException", "there-is-no-such-bucket");
    }

    [Fact]
    public async Task An_export_bucket_of_another_account_is_refused()
    {
        var export = await stage.NewBucketAsync("export", accountId: BackupStage.OtherAccount);

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        ShouldHaveBeenRefused(run, "BucketOfAnotherAccountException", export.Name);
    }

    [Fact]
    public async Task A_bucket_without_a_grant_is_refused_with_the_statement_to_add()
    {
        var export = await stage.NewBucketAsync("export");

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        ShouldHaveBeenRefused(run, "ExportBucketNotGrantedException", "s3:PutObject", "eu-west-1.elasticache-snapshot.amazonaws.com");
        (await export.VersionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_explicit_deny_outweighs_the_grant_and_cannot_be_repaired()
    {
        var export = await stage.NewBucketAsync("export");
        var elastiCache = new { Service = "eu-west-1.elasticache-snapshot.amazonaws.com" };
        await export.PutPolicyAsync(export.Statement("Allow", elastiCache, "s3:*"), export.Statement("Deny", elastiCache, "s3:PutObject"));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, repairGrant: true));

        ShouldHaveBeenRefused(run, "ExportBucketNotGrantedException", "Deny");
    }

    [Fact]
    public async Task A_destination_that_refuses_this_account_is_found_before_a_snapshot_is_taken()
    {
        var export = await stage.NewExportBucketAsync();
        var copy = await stage.NewBucketAsync("foreign", BackupStage.CopyRegion, BackupStage.OtherAccount);
        await copy.PutPolicyAsync(copy.Statement("Allow", new { AWS = "arn:aws:iam::111122223333:root" }, "s3:ListBucket", "s3:GetBucketLocation"));

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]));

        ShouldHaveBeenRefused(run, "DestinationNotWritableException", copy.Name, "s3:PutObject");
        (await export.VersionsAsync()).ShouldBeEmpty();
    }

    private static void ShouldHaveBeenRefused(Execution run, string error, params string[] says)
    {
        run.ShouldHaveFailedWith(error, says);
        run.StatesEntered().ShouldNotContain("CreateSnapshot");
    }
}
