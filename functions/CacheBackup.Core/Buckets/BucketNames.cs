using System.Net;
using System.Net.Sockets;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Buckets;

/// <summary>The naming rules of S3 and ElastiCache, each with its own message. Some old buckets have names they forbid.</summary>
public static class BucketNames
{
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Refuses a name no bucket for backups can have.</summary>
    /// <param name="field">Where the request names it.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidBucketNameException">The message says which rule it breaks.</exception>
    public static void Demand(string field, string name)
    {
        if (BrokenRule(name) is { } rule)
        {
            throw new InvalidBucketNameException(
                $"{field} is \"{name}\": {rule}.",
                "Correct the name, or use another bucket: the name of an existing bucket cannot change.");
        }
    }

    /// <summary>The first rule a name breaks, as the part of a sentence behind a colon; null for a good name.</summary>
    public static string? BrokenRule(string name) =>
        RuleOfLength(name)
        ?? RuleOfCharacters(name)
        ?? name.Split('.').Select(RuleOfLabel).FirstOrDefault(rule => rule is not null)
        ?? (LooksLikeAddress(name) ? "it has the form of an IP address" : null)
        ?? RuleOfReservedParts(name);

    private static string? RuleOfLength(string name) =>
        name.Length is < 3 or > 63 ? $"a bucket's name has 3 to 63 characters, this one has {name.Length}" : null;

    private static string? RuleOfCharacters(string name)
    {
        var wrong = name.FirstOrDefault(character => !IsAllowed(character));
        return wrong switch
        {
            '\0' => null,
            >= 'A' and <= 'Z' => $"it holds the upper-case letter {wrong}; only lower-case ones are allowed",
            _ => $"it holds '{wrong}'; only lower-case letters, digits, hyphens and dots are allowed",
        };
    }

    private static string? RuleOfLabel(string label) => label switch
    {
        "" => "a dot has to stand between two other characters, and not beside a dot",
        ['-', ..] => $"its part \"{label}\" starts with a hyphen",
        [.., '-'] => $"its part \"{label}\" ends with a hyphen",
        _ => null,
    };

    private static string? RuleOfReservedParts(string name)
    {
        var prefix = ReservedPrefixes.FirstOrDefault(part => name.StartsWith(part, StringComparison.Ordinal));
        var suffix = ReservedSuffixes.FirstOrDefault(part => name.EndsWith(part, StringComparison.Ordinal));
        return prefix is not null ? $"names that start with \"{prefix}\" are reserved by S3"
            : suffix is not null ? $"names that end with \"{suffix}\" are reserved by S3"
            : null;
    }

    private static bool IsAllowed(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.';

    // IPAddress reads "12" as an address too, so all four parts are asked for.
    private static bool LooksLikeAddress(string name) =>
        name.Split('.').Length == 4 && IPAddress.TryParse(name, out var address) && address.AddressFamily == AddressFamily.InterNetwork;
}
