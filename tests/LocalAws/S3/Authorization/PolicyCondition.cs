using System.Globalization;
using System.Net;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>How several values of a key count.</summary>
internal enum ConditionQuantifier
{
    None,
    ForAnyValue,
    ForAllValues,
}

/// <summary>One operator over one key.</summary>
/// <param name="Operator">Without quantifier and <c>IfExists</c>.</param>
/// <param name="IfExists">Holds where the request has no such key.</param>
/// <param name="Key">Lower-case.</param>
/// <param name="Wanted">Any of them is enough; for a negated operator none may match.</param>
internal sealed record PolicyCondition(
    string Operator, ConditionQuantifier Quantifier, bool IfExists, string Key, IReadOnlyList<string> Wanted)
{
    private delegate bool Test(string wanted, string actual);

    private static readonly Dictionary<string, Test> Tests = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (wanted, actual) => wanted == actual,
        ["StringEqualsIgnoreCase"] = (wanted, actual) => wanted.Equals(actual, StringComparison.OrdinalIgnoreCase),
        ["StringLike"] = (wanted, actual) => Wildcard.Matches(wanted, actual),
        ["ArnEquals"] = Wildcard.MatchesArn,
        ["ArnLike"] = Wildcard.MatchesArn,
        ["Bool"] = (wanted, actual) => wanted.Equals(actual, StringComparison.OrdinalIgnoreCase),
        ["IpAddress"] = InRange,
        ["NumericEquals"] = (wanted, actual) => Compare(wanted, actual) == 0,
        ["NumericLessThan"] = (wanted, actual) => Compare(wanted, actual) < 0,
        ["NumericLessThanEquals"] = (wanted, actual) => Compare(wanted, actual) <= 0,
        ["NumericGreaterThan"] = (wanted, actual) => Compare(wanted, actual) > 0,
        ["NumericGreaterThanEquals"] = (wanted, actual) => Compare(wanted, actual) >= 0,
        ["DateEquals"] = (wanted, actual) => CompareDates(wanted, actual) == 0,
        ["DateLessThan"] = (wanted, actual) => CompareDates(wanted, actual) < 0,
        ["DateLessThanEquals"] = (wanted, actual) => CompareDates(wanted, actual) <= 0,
        ["DateGreaterThan"] = (wanted, actual) => CompareDates(wanted, actual) > 0,
        ["DateGreaterThanEquals"] = (wanted, actual) => CompareDates(wanted, actual) >= 0,
    };

    /// <summary>Operators that hold where their counterpart does not.</summary>
    private static readonly Dictionary<string, string> Negations = new(StringComparer.Ordinal)
    {
        ["StringNotEquals"] = "StringEquals",
        ["StringNotEqualsIgnoreCase"] = "StringEqualsIgnoreCase",
        ["StringNotLike"] = "StringLike",
        ["ArnNotEquals"] = "ArnEquals",
        ["ArnNotLike"] = "ArnLike",
        ["NotIpAddress"] = "IpAddress",
        ["NumericNotEquals"] = "NumericEquals",
        ["DateNotEquals"] = "DateEquals",
    };

    /// <summary>Whether an operator is evaluated here.</summary>
    public static bool Knows(string name) => name == "Null" || Tests.ContainsKey(name) || Negations.ContainsKey(name);

    /// <summary>Whether it holds for a request.</summary>
    public bool Holds(ConditionValues values)
    {
        var actual = values.Of(Key);
        if (Operator == "Null")
        {
            return Wanted.Any(wanted => bool.Parse(wanted) == (actual is null));
        }

        var negated = Negations.TryGetValue(Operator, out var counterpart);
        if (actual is null)
        {
            return IfExists || Quantifier == ConditionQuantifier.ForAllValues || (negated && Quantifier == ConditionQuantifier.None);
        }

        var test = Tests[counterpart ?? Operator];
        bool Matches(string value) => negated != Wanted.Any(wanted => values.Expand(wanted) is { } expanded && test(expanded, value));
        return Quantifier == ConditionQuantifier.ForAnyValue || (Quantifier == ConditionQuantifier.None && !negated)
            ? actual.Any(Matches)
            : actual.All(Matches);
    }

    private static bool InRange(string wanted, string actual) =>
        IPAddress.TryParse(actual, out var address)
        && (IPNetwork.TryParse(wanted, out var network)
            ? network.Contains(address)
            : IPAddress.TryParse(wanted, out var single) && single.Equals(address));

    private static int? Compare(string wanted, string actual) =>
        decimal.TryParse(wanted, CultureInfo.InvariantCulture, out var limit)
        && decimal.TryParse(actual, CultureInfo.InvariantCulture, out var value)
            ? value.CompareTo(limit)
            : null;

    private static int? CompareDates(string wanted, string actual) =>
        Date(wanted) is { } limit && Date(actual) is { } value ? value.CompareTo(limit) : null;

    private static DateTimeOffset? Date(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : null;
}
