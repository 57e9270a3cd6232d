using System.Diagnostics;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Support;

/// <summary>Runs the AWS's own clients against a host, as a user at a terminal would.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program with credentials, Region and endpoint in its environment.</summary>
    /// <returns>Its exit code, and its standard output and error together.</returns>
    public static async Task<(int ExitCode, string Output)> AgainstAsync(LocalAwsHost host, string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["AWS_ACCESS_KEY_ID"] = "test";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        info.Environment["AWS_REGION"] = info.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        info.Environment["AWS_ENDPOINT_URL"] = host.Context.Endpoint.ToString();
        info.Environment["AWS_MAX_ATTEMPTS"] = "1";
        info.Environment["AWS_PAGER"] = "";
        info.Environment["AWS_CONFIG_FILE"] = info.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it printed, trimmed.</returns>
    public static async Task<string> SucceedAsync(LocalAwsHost host, string program, params string[] arguments)
    {
        var (exitCode, output) = await AgainstAsync(host, program, arguments);
        exitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {output}");
        return output.Trim();
    }
}
