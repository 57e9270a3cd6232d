using System.Diagnostics;
using System.Text.Json;
using CacheBackup.LocalAws.Processes;

namespace CacheBackup.LocalTests.Support;

/// <summary>A fact that needs the AWS CLI. Where CI is true its absence is a failure, elsewhere the fact is skipped.</summary>
public sealed class AwsCliFactAttribute : FactAttribute
{
    public AwsCliFactAttribute()
    {
        if (!AwsCli.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "The AWS CLI is not installed.";
        }
    }
}

/// <summary>The AWS CLI as a client of an endpoint.</summary>
internal sealed class AwsCli(Uri endpoint)
{
    public static bool IsInstalled { get; } = ChildProcesses.FindProgram("aws") is not null;

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed, as JSON; an empty object when it printed nothing.</returns>
    public async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await TryAsync(arguments);
        code.ShouldBe(0, error);
        return JsonElement.Parse(output.Length == 0 ? "{}" : output);
    }

    /// <summary>Runs a command.</summary>
    public async Task<(int ExitCode, string Output, string Error)> TryAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("aws", ["--output", "json", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment["AWS_ENDPOINT_URL"] = endpoint.ToString();
        info.Environment["AWS_ACCESS_KEY_ID"] = "local";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        info.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        info.Environment["AWS_PAGER"] = "";
        info.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
