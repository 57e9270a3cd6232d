using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Deployment;

/// <summary>The shipped template on a host, with the functions' real executable.</summary>
public sealed class DeployTests : IAsyncLifetime
{
    private LocalAwsHost _host = null!;

    public async Task InitializeAsync() => _host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0, TimeScale = 1000 });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_shipped_machine_runs_its_failure_path_with_the_real_functions()
    {
        var deployed = await _host.DeployAsync(new FileInfo(Path.Combine(Repository.Root, "template.yaml")));
        var execution = _host.StepFunctions.Machines.Start(
            deployed.StateMachines["BackupStateMachine"],
            JsonElement.Parse("""{"Source":{"ReplicationGroupId":"nothing-of-that-name"},"ExportBucket":"exports"}"""));
        await execution.Completion;
        (execution.Status, execution.Error).ShouldBe(("FAILED", "BackupSourceMissingException"), execution.Cause);
        _host.StepFunctions.Recorded.Notifications.ShouldHaveSingleItem().Subject.ShouldBe("Cache backup failed");
        _host.StepFunctions.Recorded.Events.ShouldHaveSingleItem().DetailType.ShouldBe("Cache Backup Failed");
    }
}
