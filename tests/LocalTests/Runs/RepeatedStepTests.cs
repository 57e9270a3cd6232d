using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>Hiccups are retried, and what runs twice does its work once.</summary>
public sealed class RepeatedStepTests(BackupStage stage) : IClassFixture<BackupStage>
{
    private static readonly object Orders = new { ReplicationGroupId = "orders" };

    [Theory]
    [InlineData("s3", "SlowDown", 503)]
    [InlineData("elasticache", "Throttling", 400)]
    public async Task Throttling_of_the_first_calls_is_waited_out(string service, string code, int status)
    {
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));
        foreach (var function in new[] { "DescribeSource", "CheckPermissions", "CreateSnapshot", "ExportSnapshot", "PollExport", "CopyToRegion", "PublishManifest" })
        {
            stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, service, "*") { FunctionName = function, Times = 2, Code = code, Status = status, Message = "Rate exceeded" });
        }

        (await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]))).ShouldHaveSucceeded();
    }

    [Fact]
    public async Task Throttling_without_end_fails_as_transient_and_leaves_nothing()
    {
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Error, "s3", "CopyObject") { ResourceContains = copy.Name });

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]));

        run.ShouldHaveFailedWith("TransientServiceException", copy.Name);
        (await export.VersionsAsync()).ShouldBeEmpty();
        (await copy.VersionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_whose_answer_was_lost_is_found_and_not_made_again()
    {
        var (export, copy) = (await stage.NewExportBucketAsync(), await stage.NewBucketAsync("copy", BackupStage.CopyRegion));
        await copy.KeepVersionsAsync();
        stage.Host.Context.Faults.Add(new Fault(FaultKind.EmbeddedError, "s3", "CopyObject")
        {
            ResourceContains = copy.Name, Times = 1, Code = "InternalError", Message = "We encountered an internal error.",
        });

        (await stage.RunAsync(BackupStage.Request(Orders, export, [copy.AsDestination]))).ShouldHaveSucceeded();

        (await copy.VersionsAsync()).Count(key => key.EndsWith(".rdb", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_execution_started_twice_is_one_run()
    {
        var export = await stage.NewExportBucketAsync();
        var request = BackupStage.Request(Orders, export);

        var first = stage.Start(request, "nightly");
        var second = stage.Start(request, "nightly");
        await first.Completion;

        second.ShouldBeSameAs(first);
        first.ShouldHaveSucceeded();
        (await export.KeysAsync()).Count(key => key.EndsWith("manifest.json", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_runs_of_one_cache_one_after_the_other_are_two_backups()
    {
        var export = await stage.NewExportBucketAsync();

        (await stage.RunAsync(BackupStage.Request(Orders, export))).ShouldHaveSucceeded();
        (await stage.RunAsync(BackupStage.Request(Orders, export))).ShouldHaveSucceeded();

        (await export.KeysAsync()).Count(key => key.EndsWith("manifest.json", StringComparison.Ordinal)).ShouldBe(2);
    }
}
