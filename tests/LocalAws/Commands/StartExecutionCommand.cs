using System.CommandLine;
using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Commands.Executions;

namespace CacheBackup.LocalAws.Commands;

/// <summary><c>start-execution</c>: runs a state machine of the endpoint that <c>up</c> serves, and shows its states.</summary>
internal static class StartExecutionCommand
{
    public static Command Create()
    {
        var input = new Option<string>("--input") { Description = "The request: JSON, or a file that holds it.", Required = true };
        var name = new Option<string?>("--name") { Description = "The execution's name; without it, Step Functions makes one up." };
        var machine = new Option<string?>("--state-machine") { Description = "Its ARN. Default: the backup machine." };
        var port = HostOptions.Port();
        var command = new Command("start-execution", "Run the backup machine on the endpoint that `up` serves, and show its states.")
        {
            input, name, machine, port,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var endpoint = HostOptions.EndpointAt(parsed.GetValue(port));
            if (!await endpoint.IsListeningAsync(cancellationToken))
            {
                throw new CommandException(
                    $"No LocalAws listens on port {parsed.GetValue(port)}.",
                    "Run `make up` in another shell, with the same LOCAL_AWS_PORT.");
            }

            return await RunAsync(
                endpoint,
                parsed.GetValue(machine) ?? await BackupMachineAsync(endpoint, cancellationToken),
                Text(parsed.GetRequiredValue(input)),
                parsed.GetValue(name),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        LocalEndpoint endpoint, string machine, string input, string? name, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["stateMachineArn"] = machine, ["input"] = input };
        if (name is not null)
        {
            request["name"] = name;
        }

        var started = await endpoint.StatesAsync("StartExecution", request, cancellationToken);
        var arn = (string)started["executionArn"]!;
        var progress = await new ExecutionWatcher(endpoint, Terminal.Create(), TimeProvider.System).WatchAsync(arn, arn, cancellationToken);
        Console.WriteLine(progress.End!.Output?.ToJsonString() ?? "");
        return progress.Status == "SUCCEEDED" ? 0 : 1;
    }

    private static async Task<string> BackupMachineAsync(LocalEndpoint endpoint, CancellationToken cancellationToken)
    {
        var answer = await endpoint.StatesAsync("ListStateMachines", [], cancellationToken);
        return answer["stateMachines"]!.AsArray().Select(machine => (string)machine!["stateMachineArn"]!)
            .Single(arn => arn.EndsWith($"-{LocalSession.BackupMachine}", StringComparison.Ordinal));
    }

    private static string Text(string input) => File.Exists(input) ? File.ReadAllText(input) : input;
}
