using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Commands.Executions;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Runs the shipped backup machine on a cache of the demonstration, and shows it.</summary>
internal sealed class DemoRun(LocalEndpoint endpoint, IAnsiConsole console, string machineArn, CopyTarget target)
{
    /// <summary>Backs one cache up.</summary>
    /// <returns>Whether the execution succeeded.</returns>
    public async Task<bool> BackUpAsync(DemoCache cache, CancellationToken cancellationToken)
    {
        var started = await endpoint.StatesAsync(
            "StartExecution",
            new JsonObject { ["stateMachineArn"] = machineArn, ["input"] = Request(cache).ToJsonString() },
            cancellationToken);
        var progress = await new ExecutionWatcher(endpoint, console, TimeProvider.System).WatchAsync(
            $"{cache.Id}: {cache.Kind}", (string)started["executionArn"]!, cancellationToken);
        return progress.Status == "SUCCEEDED";
    }

    private JsonObject Request(DemoCache cache) => new()
    {
        ["Source"] = new JsonObject { ["ReplicationGroupId"] = cache.Id },
        ["ExportBucket"] = cache.ExportBucket,
        ["RepairGrant"] = cache.RepairGrant,
        ["Destinations"] = new JsonArray(new JsonObject { ["Region"] = target.Region, ["Bucket"] = target.Bucket }),
    };
}
