using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Numerics;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Network;

namespace CacheBackup.LocalAws.Commands;

/// <summary>The options that say how a LocalAws runs, with the environment variables that set their defaults.</summary>
internal static class HostOptions
{
    private const string PortVariable = "LOCAL_AWS_PORT";
    private const string TimeScaleVariable = "LOCAL_AWS_TIME_SCALE";
    private const string NetworkVariable = "LOCAL_AWS_NETWORK";

    private const string NoNetwork = "none";

    // Beyond these a wait of 20 s takes an hour, or is too short for a timer.
    private const double LeastTimeScale = 0.01;
    private const double MostTimeScale = 10_000;

    /// <summary><c>--port</c>.</summary>
    public static Option<int> Port() => Within(
        new Option<int>("--port")
        {
            Description = $"TCP port on 127.0.0.1; 0 takes a free one. {PortVariable} sets the default.",
            DefaultValueFactory = _ => FromEnvironment(PortVariable, new LocalAwsOptions().Port),
        },
        PortVariable,
        IPEndPoint.MinPort,
        IPEndPoint.MaxPort);

    /// <summary><c>--time-scale</c>.</summary>
    /// <param name="unset">The scale where neither the option nor the variable is given.</param>
    public static Option<double> TimeScale(double unset) => Within(
        new Option<double>("--time-scale")
        {
            Description = $"Simulated seconds per real second: waits and snapshots pass so much faster. {TimeScaleVariable} sets the default.",
            DefaultValueFactory = _ => FromEnvironment(TimeScaleVariable, unset),
        },
        TimeScaleVariable,
        LeastTimeScale,
        MostTimeScale);

    /// <summary><c>--network</c>.</summary>
    public static Option<string> Network()
    {
        var option = new Option<string>("--network")
        {
            Description = "How fast S3 copies to another Region: A (2 MB/s a stream), B (6) or C (12), with fixed seconds a request and a "
                + $"cap; none for at once. {NetworkVariable} sets the default.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(NetworkVariable) is { Length: > 0 } set ? set : NoNetwork,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } value && value != NoNetwork && NetworkScenarios.Find(value) is null)
            {
                result.AddError($"--network (or {NetworkVariable}) is {value}, but it has to be A, B, C or {NoNetwork}.");
            }
        });
        return option;
    }

    /// <summary>The model that a value of <see cref="Network"/> names; null for none.</summary>
    public static NetworkModel? ModelOf(string network) =>
        NetworkScenarios.Find(network) is { } link ? new NetworkModel(link) : null;

    /// <summary>The template of this repository.</summary>
    public static FileInfo DefaultTemplate => new(Path.Combine(Repository.Root.FullName, "template.yaml"));

    /// <summary><c>--template</c>.</summary>
    public static Option<FileInfo> Template() => new("--template")
    {
        Description = "The SAM template to deploy. Default: template.yaml of this repository.",
        DefaultValueFactory = _ => DefaultTemplate,
    };

    /// <summary>The client of the endpoint that <c>up</c> serves on a port.</summary>
    public static LocalEndpoint EndpointAt(int port) => new(new Uri($"http://127.0.0.1:{port}"), new LocalAwsOptions());

    private static Option<T> Within<T>(Option<T> option, string variable, T least, T most)
        where T : INumber<T>
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && !(value >= least && value <= most))
            {
                result.AddError($"{option.Name} (or {variable}) is {value}, but it has to be {least} to {most}.");
            }
        });
        return option;
    }

    private static T FromEnvironment<T>(string variable, T unset)
        where T : INumber<T>
    {
        var text = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(text) ? unset
            : T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var set) ? set
            : throw new CommandException($"{variable} is '{text}', which is no number.", $"Set it to one such as {unset}, or unset it.");
    }
}
