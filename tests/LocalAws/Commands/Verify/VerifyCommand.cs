using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary><c>verify</c>: says of RDB files what is wrong with them, and whether an engine would load them. Needs no server.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files of one backup: paths, s3://bucket/key, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var level = new Option<VerificationLevel>("--level")
        {
            Description = "quick: structure and checksum; deep: values too; full: duplicates too.",
            DefaultValueFactory = _ => VerificationLevel.Deep,
        };
        var target = new Option<RdbTarget?>("--target")
        {
            Description = "Judge for an engine and version, such as redis:7.1 or valkey:8.1.",
            CustomParser = ParseTarget,
        };
        var at = new Option<DateTimeOffset>("--at")
        {
            Description = "The time at which keys count as expired: ISO 8601, or seconds since 1970. Default: now.",
            CustomParser = ParseTime,
            DefaultValueFactory = _ => TimeProvider.System.GetUtcNow(),
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per file, a line each." };
        var command = new Command("verify", "Verify RDB files. Exit codes: 0 fine, 10 checksum mismatch, 11 no checksum, 12 malformed or "
            + "truncated, 13 not restorable on the target, 2 usage.")
        {
            files, level, target, at, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(files),
            new RdbVerifierOptions(parsed.GetValue(level), parsed.GetValue(at)),
            parsed.GetValue(target),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] names, RdbVerifierOptions options, RdbTarget? target, bool json, CancellationToken cancellationToken)
    {
        var verified = new List<VerifiedFile>();
        foreach (var name in names)
        {
            var file = await FileVerification.RunAsync(name, options, cancellationToken);
            verified.Add(file with { Target = target is null ? null : TargetRules.Judge(file.Report, target) });
        }

        var result = new VerifyResult(verified, target);
        if (json)
        {
            VerifyJson.Write(result);
        }
        else
        {
            VerifyTable.Write(result, Terminal.Create());
        }

        return result.ExitCode;
    }

    private static RdbTarget? ParseTarget(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (!RdbTarget.TryParse(text, out var target))
        {
            argument.AddError($"'{text}' is no target. Name an engine and a version: redis:2.6 or later, valkey:7.2 or later.");
        }

        return target;
    }

    private static DateTimeOffset ParseTime(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            argument.AddError($"'{text}' is no time. Name one such as 2026-11-20T10:00:00Z, or seconds since 1970.");
        }

        return time;
    }
}
