using System.CommandLine;
using System.Globalization;
using System.Numerics;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Commands;

/// <summary>The options that say how a LocalAws runs, with the environment variables that set their defaults.</summary>
internal static class HostOptions
{
    private const string PortVariable = "LOCAL_AWS_PORT";
    private const string TimeScaleVariable = "LOCAL_AWS_TIME_SCALE";

    /// <summary><c>--port</c>.</summary>
    public static Option<int> Port() => new("--port")
    {
        Description = $"TCP port on 127.0.0.1; 0 takes a free one. {PortVariable} sets the default.",
        DefaultValueFactory = _ => FromEnvironment(PortVariable, new LocalAwsOptions().Port),
    };

    /// <summary><c>--time-scale</c>.</summary>
    /// <param name="unset">The scale where neither the option nor the variable is given.</param>
    public static Option<double> TimeScale(double unset) => new("--time-scale")
    {
        Description = $"Simulated seconds per real second: waits and snapshots pass so much faster. {TimeScaleVariable} sets the default.",
        DefaultValueFactory = _ => FromEnvironment(TimeScaleVariable, unset),
    };

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

    private static T FromEnvironment<T>(string variable, T unset)
        where T : INumber<T>
    {
        var text = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(text) ? unset
            : T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var set) ? set
            : throw new CommandException($"{variable} is '{text}', which is no number.", $"Set it to one such as {unset}, or unset it.");
    }
}
