using System.Text.Json;
using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Commands;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Deployment;

/// <summary>The shipped template on a host, with the functions' real executable.</summary>
public sealed class DeployTests : IAsyncLifetime
{
    private static readonly FileInfo Template = HostOptions.DefaultTemplate;

    private LocalAwsHost _host = null!;

    public async Task InitializeAsync() => _host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0, TimeScale = 1000 });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_same_stack_in_two_Regions_is_two_stacks_that_do_not_see_each_other()
    {
        var home = await _host.DeployAsync(Template);
        var away = await _host.DeployAsync(Template, region: "us-east-1");
        var (homeArn, awayArn) = (home.StateMachines["BackupStateMachine"].Arn, away.StateMachines["BackupStateMachine"].Arn);
        using var states = new LocalEndpoint(_host.Context.Endpoint, _host.Context.Options with { Region = "us-east-1" });

        (homeArn, awayArn).ShouldBe((awayArn.Replace("us-east-1", "eu-west-1"), homeArn.Replace("eu-west-1", "us-east-1")));
        _host.Lambda.Functions.Count.ShouldBe(home.Functions.Count + away.Functions.Count);
        var listed = await states.StatesAsync("ListStateMachines", [], default);
        listed["stateMachines"]!.AsArray().Select(one => (string)one!["stateMachineArn"]!)
            .ShouldBe(away.StateMachines.Values.Select(machine => machine.Arn), ignoreOrder: true);
        var refusal = await Should.ThrowAsync<LocalEndpointException>(
            () => states.StatesAsync("StartExecution", new JsonObject { ["stateMachineArn"] = homeArn }, default));
        refusal.Message.ShouldStartWith("State Machine Does Not Exist: ");
        refusal = await Should.ThrowAsync<LocalEndpointException>(
            () => states.InvokeAsync("arn:aws:lambda:eu-west-1:111122223333:function:cache-backup-DescribeSourceFunction", "{}", default));
        refusal.Message.ShouldStartWith("Function not found: ");
    }

    [Fact]
    public async Task A_machine_runs_another_of_its_own_Region()
    {
        using var stack = new NestedStack();
        await _host.DeployAsync(stack.Template);
        var away = await _host.DeployAsync(stack.Template, region: "us-east-1");

        var caller = _host.StepFunctions.Machines.Start(away.StateMachines["Caller"], JsonElement.Parse("{}"));
        await caller.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        caller.Error.ShouldBeNull(caller.Cause);
        caller.Output!.Value.GetProperty("StateMachineArn").GetString().ShouldBe(away.StateMachines["Nested"].Arn);
    }

    [Fact]
    public async Task The_shipped_machine_runs_its_failure_path_with_the_real_functions()
    {
        var deployed = await _host.DeployAsync(Template);
        var execution = _host.StepFunctions.Machines.Start(
            deployed.StateMachines["BackupStateMachine"],
            JsonElement.Parse("""{"Source":{"ReplicationGroupId":"nothing-of-that-name"},"ExportBucket":"exports"}"""));
        await execution.Completion;
        (execution.Status, execution.Error).ShouldBe(("FAILED", "BackupSourceMissingException"), execution.Cause);
        _host.StepFunctions.Recorded.Notifications.ShouldHaveSingleItem().Subject.ShouldBe("Cache backup failed");
        _host.StepFunctions.Recorded.Events.ShouldHaveSingleItem().DetailType.ShouldBe("Cache Backup Failed");
    }
}
