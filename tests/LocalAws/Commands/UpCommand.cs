using System.CommandLine;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Commands;

/// <summary><c>up</c>: serves AWS on this machine until it is stopped.</summary>
internal static class UpCommand
{
    /// <summary>A backup takes seconds to watch, and its states can still be told apart.</summary>
    private const double Unhurried = 10;

    public static Command Create()
    {
        var (port, timeScale) = (HostOptions.Port(), HostOptions.TimeScale(Unhurried));
        var (network, template) = (HostOptions.Network(), HostOptions.Template());
        var command = new Command("up", "Serve AWS on 127.0.0.1, with the functions and state machines of the template, until stopped.")
        {
            port, timeScale, network, template,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new LocalAwsOptions
            {
                Port = parsed.GetValue(port),
                TimeScale = parsed.GetValue(timeScale),
                Network = HostOptions.ModelOf(parsed.GetRequiredValue(network)),
            },
            parsed.GetRequiredValue(template),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalAwsOptions options, FileInfo template, CancellationToken stopped)
    {
        await using var session = await LocalSession.StartAsync(options, template, stopped);
        foreach (var line in Lines(session))
        {
            Console.WriteLine(line);
        }

        await Task.Delay(Timeout.Infinite, stopped).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    private static IEnumerable<string> Lines(LocalSession session) =>
    [
        $"# AWS on this machine, time x{session.Options.TimeScale:0.##}; deployed: "
            + $"{session.Deployment.Functions.Count} functions, state machines {string.Join(", ", session.Deployment.StateMachines.Keys.Order(StringComparer.Ordinal))}.",
        Hint,
        $"export AWS_ENDPOINT_URL={session.Address.GetLeftPart(UriPartial.Authority)}",
        $"export AWS_ACCESS_KEY_ID={session.Options.DefaultAccountId}",
        "export AWS_SECRET_ACCESS_KEY=local",
        $"export LOCAL_AWS_PORT={session.Address.Port}",
        $"export AWS_REGION={session.Options.Region}",
        $"export AWS_DEFAULT_REGION={session.Options.Region}",
        $"export STATE_MACHINE_ARN={session.BackupMachineArn}",
        $"export RESTORE_STATE_MACHINE_ARN={session.RestoreMachineArn}",
        $"export DRILL_STATE_MACHINE_ARN={session.DrillMachineArn}",
        "READY",
    ];

    private const string Hint =
        """
        # In another shell, paste the lines below; then, for example:
        #   aws elasticache create-replication-group --replication-group-id orders --replication-group-description orders \
        #     --engine valkey --cache-node-type cache.t4g.small --num-cache-clusters 2
        #   aws s3 mb s3://exports-eu-west-1
        #   aws s3 mb s3://copies-us-east-1 --region us-east-1
        #   aws stepfunctions start-execution --state-machine-arn $STATE_MACHINE_ARN --input '{"RepairGrant":true,
        #     "Source":{"ReplicationGroupId":"orders"}, "ExportBucket":"exports-eu-west-1",
        #     "Destinations":[{"Region":"us-east-1","Bucket":"copies-us-east-1"}]}'
        """;
}
