using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Commands.Executions;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Runs a shipped state machine, and shows it.</summary>
internal sealed class DemoRun(LocalEndpoint endpoint, IAnsiConsole console, string machineArn)
{
    /// <summary>Runs it once, to its end.</summary>
    /// <param name="title">What to call it on screen.</param>
    /// <param name="request">The execution's input.</param>
    /// <param name="cancellationToken">Stops watching.</param>
    /// <returns>The execution's output; null when it did not succeed.</returns>
    public async Task<JsonNode?> RunAsync(string title, JsonObject request, CancellationToken cancellationToken)
    {
        var started = await endpoint.StatesAsync(
            "StartExecution",
            new JsonObject { ["stateMachineArn"] = machineArn, ["input"] = request.ToJsonString() },
            cancellationToken);
        var progress = await new ExecutionWatcher(endpoint, console, TimeProvider.System).WatchAsync(
            title, (string)started["executionArn"]!, cancellationToken);
        return progress.Status == "SUCCEEDED" ? progress.End!.Output : null;
    }
}
