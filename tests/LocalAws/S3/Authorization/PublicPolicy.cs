namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>
/// What Block Public Access calls a public policy: one that allows anyone, unless a condition ties it to fixed values of
/// a key that identifies callers or networks.
/// </summary>
internal static class PublicPolicy
{
    private static readonly HashSet<string> IdentifyingKeys = new(StringComparer.Ordinal)
    {
        "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:sourceorgid", "aws:userid",
        "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths",
        "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:dataaccesspointarn", "s3:dataaccesspointaccount",
    };

    private static readonly HashSet<string> FixingOperators = new(StringComparer.Ordinal)
    {
        "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike",
    };

    public static bool IsPublic(PolicyStatement statement) =>
        statement.Allows && (statement.Principals.Everyone || statement.Principals.Negated) && !statement.Conditions.Any(Fixes);

    private static bool Fixes(PolicyCondition condition) =>
        !condition.IfExists && condition.Quantifier != ConditionQuantifier.ForAllValues
        && (IdentifyingKeys.Contains(condition.Key)
            ? FixingOperators.Contains(condition.Operator) && condition.Wanted.All(IsFixed)
            : condition is { Key: "aws:sourceip", Operator: "IpAddress" } && condition.Wanted.All(IsNarrow));

    private static bool IsFixed(string value) => !Wildcard.HasAny(value) && !value.Contains("${", StringComparison.Ordinal);

    /// <summary>A range wider than a /8 (IPv6: /32) counts as the whole Internet.</summary>
    private static bool IsNarrow(string value) =>
        !System.Net.IPNetwork.TryParse(value, out var network)
        || network.PrefixLength >= (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 8 : 32);
}
