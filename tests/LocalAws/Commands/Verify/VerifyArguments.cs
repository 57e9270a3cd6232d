using System.Globalization;
using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>What <c>verify</c> was asked for.</summary>
/// <param name="Files">Paths, <c>s3://bucket/key</c>, or <c>-</c> for standard input; at least one.</param>
/// <param name="Options">How to verify each.</param>
/// <param name="Target">The engine they are meant for; null where none was named.</param>
/// <param name="Json">Whether to print JSON instead of a table.</param>
internal sealed record VerifyArguments(IReadOnlyList<string> Files, RdbVerifierOptions Options, RdbTarget? Target, bool Json)
{
    public const string Command = "verify";

    public const string Summary = "Verify RDB files. Exit codes: 0 fine, 10 checksum mismatch, 11 no checksum, 12 malformed or "
        + "truncated, 13 not restorable on the target, 2 usage.";

    public const string Help = $"""
        {Summary}

        Usage: verify FILE... [options]

          FILE                      Files of one backup: paths, s3://bucket/key, or - for standard input.
          --level quick|deep|full   quick: structure and checksum; deep (default): values too; full: duplicates too.
          --target ENGINE:VERSION   Judge for an engine and version, such as redis:7.1 or valkey:8.1.
          --at TIME                 When keys count as expired: ISO 8601, or seconds since 1970. Default: now.
          --json                    Print one JSON object per file, a line each.

        """;

    // 9999-12-31.
    private const long LastSecond = 253_402_300_799;

    public static bool AskForHelp(string[] args) => args.Length == 0 || args.AsSpan().ContainsAny("--help", "-h", "-?");

    /// <summary>Reads the words behind <c>verify</c>.</summary>
    /// <exception cref="UsageException">They cannot be understood.</exception>
    public static VerifyArguments Parse(string[] args, TimeProvider clock)
    {
        var read = new VerifyArguments([], new RdbVerifierOptions(VerificationLevel.Deep, clock.GetUtcNow()), Target: null, Json: false);
        var files = new List<string>();
        for (var words = new Queue<string>(args); words.TryDequeue(out var word);)
        {
            if (word == "--")
            {
                files.AddRange(words);
                break;
            }

            if (word is "-" || !word.StartsWith('-'))
            {
                files.Add(word);
                continue;
            }

            read = read.With(word, words);
        }

        return files.Count > 0 ? read with { Files = files } : throw Wrong("No file is named.");
    }

    private VerifyArguments With(string option, Queue<string> words)
    {
        var equals = option.IndexOf('=');
        var (name, value) = equals < 0 ? (option, null) : (option[..equals], option[(equals + 1)..]);
        return name switch
        {
            "--json" when value is null => this with { Json = true },
            "--level" => this with { Options = Options with { Level = Level(Value()) } },
            "--target" => this with { Target = TargetOf(Value()) },
            "--at" => this with { Options = Options with { At = Time(Value()) } },
            _ => throw Wrong($"'{option}' is no option of verify."),
        };

        string Value() => value ?? (words.TryDequeue(out var next) ? next : throw Wrong($"{name} needs a value."));
    }

    private static VerificationLevel Level(string text) => text switch
    {
        "quick" => VerificationLevel.Quick,
        "deep" => VerificationLevel.Deep,
        "full" => VerificationLevel.Full,
        _ => throw Wrong($"'{text}' is no level: quick, deep and full are."),
    };

    private static RdbTarget TargetOf(string text) => RdbTarget.TryParse(text, out var target)
        ? target
        : throw Wrong($"'{text}' is no target. Name an engine and a version: redis:2.6 or later, valkey:7.2 or later.");

    private static DateTimeOffset Time(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Wrong($"'{text}' is no time. Name one such as 2026-11-20T10:00:00Z, or seconds since 1970.");
    }

    private static UsageException Wrong(string fact) => new(fact, "verify --help says how to ask.");
}
