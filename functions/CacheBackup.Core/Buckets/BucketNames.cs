using System.Net;
using System.Net.Sockets;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Buckets;

/// <summary>The naming rules of S3 and ElastiCache, each with its own message. ElastiCache refuses what some old buckets are called.</summary>
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
            throw new InvalidBucketNameException($"{field} is \"{name}\": {rule}.", "Correct the name, or use another bucket: the name of an existing bucket cannot change.");
        }
    }

    /// <summary>The first rule a name breaks, as the part of a sentence behind a colon; null for a good name.</summary>
    public static string? BrokenRule(string name) =>
        name.Length is < 3 or > 63 ? $"a bucket's name has 3 to 63 characters, this one has {name.Length}"
        : name.FirstOrDefault(char.IsAsciiLetterUpper) is not '\0' and var upper ? $"it holds the upper-case letter {upper}; only lower-case ones are allowed"
        : name.FirstOrDefault(character => !IsAllowed(character)) is not '\0' and var other ? $"it holds '{other}'; only lower-case letters, digits, hyphens and dots are allowed"
        : name.Split('.').Select(BrokenRuleOfLabel).FirstOrDefault(rule => rule is not null)
        ?? (LooksLikeAddress(name) ? "it has the form of an IP address" : null)
        ?? ReservedPart(name);

    private static string? BrokenRuleOfLabel(string label) =>
        label.Length == 0 ? "a dot has to stand between two other characters, and not beside a dot"
        : label[0] == '-' ? $"its part \"{label}\" starts with a hyphen"
        : label[^1] == '-' ? $"its part \"{label}\" ends with a hyphen"
        : null;

    private static string? ReservedPart(string name) =>
        ReservedPrefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } first ? $"names that start with \"{first}\" are reserved by S3"
        : ReservedSuffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } last ? $"names that end with \"{last}\" are reserved by S3"
        : null;

    private static bool IsAllowed(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.';

    // IPAddress reads "12" as an address too, so all four parts are asked for.
    private static bool LooksLikeAddress(string name) =>
        name.Split('.').Length == 4 && IPAddress.TryParse(name, out var address) && address.AddressFamily == AddressFamily.InterNetwork;
}
