using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary><c>verify</c>: says of RDB files what is wrong with them, and whether an engine would load them. Needs no server.</summary>
internal static class VerifyCommand
{
    private const int Usage = 2;

    /// <summary>Runs the command.</summary>
    /// <param name="args">What follows its name.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (VerifyArguments.AskForHelp(args))
        {
            Console.Write(VerifyArguments.Help);
            return args.Length == 0 ? Usage : 0;
        }

        try
        {
            return await VerifyAsync(VerifyArguments.Parse(args, TimeProvider.System));
        }
        catch (UsageException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Usage;
        }
    }

    private static async Task<int> VerifyAsync(VerifyArguments arguments)
    {
        var (names, options, target, json) = arguments;
        foreach (var name in names)
        {
            FileVerification.ExpectThere(name);
        }

        var verified = new List<VerifiedFile>();
        foreach (var name in names)
        {
            var file = await FileVerification.RunAsync(name, options);
            verified.Add(file with { Target = target is null ? null : TargetRules.Judge(file.Report, target) });
        }

        var result = new VerifyResult(verified, target);
        if (json)
        {
            VerifyJson.Write(result, Console.OpenStandardOutput());
        }
        else
        {
            WriteTable(result);
        }

        return result.ExitCode;
    }

    // Apart, so that what draws tables is loaded only where one is drawn.
    private static void WriteTable(VerifyResult result) => VerifyTable.Write(result, Terminal.Create());
}
