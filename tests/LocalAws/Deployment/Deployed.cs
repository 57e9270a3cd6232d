using System.Reflection;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Lambda;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>What a template came to on this host.</summary>
/// <param name="Functions">In the order of the template.</param>
/// <param name="StateMachines">By logical id.</param>
public sealed record Deployed(IReadOnlyList<FunctionConfiguration> Functions, IReadOnlyDictionary<string, StateMachine> StateMachines)
{
    /// <summary>The stack that <c>samconfig.toml</c> names.</summary>
    public const string DefaultStackName = "cache-backup";

    /// <summary>Where this build put the functions' executable.</summary>
    public static DirectoryInfo BuiltFunctions { get; } = new(typeof(Deployed).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "FunctionsDirectory").Value!);

    internal static async Task<Deployed> ToAsync(
        LocalAwsHost host,
        FileInfo template,
        IReadOnlyDictionary<string, string>? parameterOverrides,
        DirectoryInfo? artifacts,
        string? region,
        CancellationToken cancellationToken)
    {
        var options = host.Context.Options;
        var scope = new DeploymentScope(region ?? options.Region, options.DefaultAccountId, DefaultStackName);
        var read = Template.Read(template, scope, parameterOverrides);
        foreach (var function in read.Functions)
        {
            await host.Lambda.DeployAsync(function, FunctionProgram.Find(artifacts ?? BuiltFunctions, function.Handler), scope.Region);
        }

        var machines = new Dictionary<string, StateMachine>();
        foreach (var machine in read.StateMachines)
        {
            var definition = await File.ReadAllTextAsync(machine.Definition.FullName, cancellationToken);
            machines[machine.LogicalId] = await host.StepFunctions.Machines.AddAsync(
                machine.Name, definition, machine.Substitutions, scope.Region, cancellationToken);
        }

        return new Deployed(read.Functions, machines);
    }
}
