using System.Net.Sockets;
using CacheBackup.LocalAws.Deployment;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.Commands;

/// <summary>A running LocalAws with a template deployed.</summary>
internal sealed class LocalSession : IAsyncDisposable
{
    /// <summary>Logical id of the backup machine in the template.</summary>
    public const string BackupMachine = "BackupStateMachine";

    /// <summary>Logical id of the restore machine in the template.</summary>
    public const string RestoreMachine = "RestoreStateMachine";

    /// <summary>Logical id of the drill machine in the template.</summary>
    public const string DrillMachine = "DrillStateMachine";

    // Every function here reaches every cache, so that restores count their keys.
    private static readonly Dictionary<string, string> InTheVpc = new() { ["RestoreSubnetIds"] = "subnet-0", ["RestoreSecurityGroupIds"] = "sg-0" };

    private readonly LocalAwsHost _host;
    private readonly FileInfo _template;

    private LocalSession(LocalAwsHost host, FileInfo template, Deployed deployment)
    {
        _host = host;
        _template = template;
        Deployment = deployment;
    }

    /// <summary>What was deployed.</summary>
    public Deployed Deployment { get; }

    /// <summary>How it was started.</summary>
    public LocalAwsOptions Options => _host.Context.Options;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Address => _host.Context.Endpoint;

    /// <summary>A directory that goes with the session.</summary>
    public DirectoryInfo Scratch => _host.Context.Scratch;

    /// <summary>The session's clock.</summary>
    public DateTimeOffset Now => _host.Context.Pace.Time.GetUtcNow();

    /// <summary>ARN of the backup machine.</summary>
    public string BackupMachineArn => Deployment.StateMachines[BackupMachine].Arn;

    /// <summary>ARN of the restore machine.</summary>
    public string RestoreMachineArn => Deployment.StateMachines[RestoreMachine].Arn;

    /// <summary>ARN of the drill machine.</summary>
    public string DrillMachineArn => Deployment.StateMachines[DrillMachine].Arn;

    /// <summary>Starts and deploys.</summary>
    /// <exception cref="CommandException">The port is taken, or the template cannot be deployed.</exception>
    public static async Task<LocalSession> StartAsync(LocalAwsOptions options, FileInfo template, CancellationToken cancellationToken)
    {
        var host = await StartHostAsync(options);
        try
        {
            return new LocalSession(host, template, await host.DeployAsync(template, InTheVpc, cancellationToken: cancellationToken));
        }
        catch (Exception error) when (error is TemplateException or DefinitionException or InvalidOperationException or IOException)
        {
            await host.DisposeAsync();
            throw new CommandException($"{template} cannot be deployed: {error.Message}", inner: error);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deploys the template in another Region as well.</summary>
    /// <param name="region">Which.</param>
    /// <param name="parameters">The stack's parameters by name, where they are not the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Deployed> DeployAsync(string region, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken) =>
        _host.DeployAsync(_template, parameters, region: region, cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<LocalAwsHost> StartHostAsync(LocalAwsOptions options)
    {
        try
        {
            return await LocalAwsHost.StartAsync(options);
        }
        catch (SocketException error)
        {
            throw new CommandException(
                $"Port {options.Port} on 127.0.0.1 cannot be used: {error.Message}.", "Choose another: LOCAL_AWS_PORT=4567.", error);
        }
        catch (IOException error)
        {
            throw new CommandException(
                $"Port {options.Port} on 127.0.0.1 is taken.",
                $"Stop what listens there (another `make up`?), or choose another port: LOCAL_AWS_PORT={options.Port + 1}.",
                error);
        }
    }
}
