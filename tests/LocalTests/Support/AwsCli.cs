using System.Text.Json;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Support;

/// <summary>A test that runs the AWS CLI, looked for once.</summary>
internal sealed class AwsCliFactAttribute : FactAttribute
{
    private static readonly string? Missing = new NeedsProgramFactAttribute("aws", "--version").Skip;

    public AwsCliFactAttribute() => Skip = Missing;
}

/// <summary>The AWS CLI as a client of a host.</summary>
internal sealed class AwsCli(LocalAwsHost host)
{
    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed, as JSON; an empty object when it printed nothing.</returns>
    public async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var (code, output) = await ProgramRun.AgainstAsync(host, "aws", ["--output", "json", .. arguments]);
        code.ShouldBe(0, output);
        return JsonElement.Parse(output.Length == 0 ? "{}" : output);
    }

    /// <summary>Runs a command that must fail.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> FailAsync(params string[] arguments)
    {
        var (code, output) = await ProgramRun.AgainstAsync(host, "aws", arguments);
        code.ShouldNotBe(0, output);
        return output;
    }
}
