using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Permissions;

/// <summary>ElastiCache of one Region, acting for one account: what a policy's conditions can be judged by.</summary>
/// <param name="Partition">Of the Region's ARNs.</param>
/// <param name="Region">Where the cache and the bucket are.</param>
/// <param name="AccountId">The cache's account, 12 digits.</param>
/// <param name="Principal">The service principal; null where none is documented.</param>
/// <param name="CanonicalId">Who it is in ACLs; null where it is nobody.</param>
internal sealed record ServiceCall(string Partition, string Region, string AccountId, string? Principal, string? CanonicalId)
{
    /// <summary>ElastiCache, as it exports in a Region.</summary>
    public static ServiceCall OfElastiCache(string region, string accountId) => new(
        RegionFacts.PartitionOf(region),
        region,
        accountId,
        RegionFacts.ElastiCachePrincipalOf(region),
        RegionFacts.ElastiCacheCanonicalIdOf(region));

    /// <summary>Whether a condition holds for this caller. What the service sends is only partly documented, so much is unknown.</summary>
    public Judgement Judge(PolicyCondition condition)
    {
        var ifExists = condition.Operator.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        var test = ifExists ? condition.Operator[..^"IfExists".Length] : condition.Operator;
        return condition.Key.ToLowerInvariant() switch
        {
            // A policy variable stands for a value only the service knows.
            _ when condition.Values.Any(value => value.Contains("${", StringComparison.Ordinal)) => Judgement.Unknown,
            "aws:sourceaccount" => JudgeText(test, condition.Values, AccountId),
            "aws:securetransport" or "aws:principalisawsservice" => JudgeText(test, condition.Values, "true"),
            "aws:viaawsservice" => JudgeText(test, condition.Values, "false"),
            "aws:principalservicename" when Principal is not null => JudgeText(test, condition.Values, Principal),
            "aws:requestedregion" => JudgeText(test, condition.Values, Region),
            "aws:sourcearn" => JudgeSourceArn(test, condition.Values),
            _ => Judgement.Unknown,
        };
    }

    private static Judgement JudgeText(string test, IReadOnlyList<string> values, string actual) => test.ToLowerInvariant() switch
    {
        "stringequals" => Judgements.Of(values.Contains(actual, StringComparer.Ordinal)),
        "stringnotequals" => Judgements.Of(!values.Contains(actual, StringComparer.Ordinal)),
        "stringequalsignorecase" or "bool" => Judgements.Of(values.Contains(actual, StringComparer.OrdinalIgnoreCase)),
        "stringnotequalsignorecase" => Judgements.Of(!values.Contains(actual, StringComparer.OrdinalIgnoreCase)),
        "stringlike" => Judgements.Of(values.Any(value => Wildcards.Matches(value, actual))),
        "stringnotlike" => Judgements.Of(!values.Any(value => Wildcards.Matches(value, actual))),
        "null" => Judgements.Of(values.Contains("false", StringComparer.OrdinalIgnoreCase)),
        _ => Judgement.Unknown,
    };

    private Judgement JudgeSourceArn(string test, IReadOnlyList<string> patterns)
    {
        var byParts = test.StartsWith("Arn", StringComparison.OrdinalIgnoreCase);
        return test.ToLowerInvariant() switch
        {
            "arnlike" or "arnequals" or "stringlike" => Judgements.Any(patterns.Select(pattern => MatchSourceArn(pattern, byParts))),
            "arnnotlike" or "arnnotequals" or "stringnotlike" =>
                Judgements.Not(Judgements.Any(patterns.Select(pattern => MatchSourceArn(pattern, byParts)))),
            "null" => Judgements.Of(patterns.Contains("false", StringComparer.OrdinalIgnoreCase)),
            _ => Judgement.Unknown,
        };
    }

    // The call comes from some ElastiCache resource of this Region and account; which one (cache, snapshot) is not documented.
    private Judgement MatchSourceArn(string pattern, bool byParts)
    {
        var known = $"arn:{Partition}:elasticache:{Region}:{AccountId}:";
        // A character no ARN has: only a wildcard can match it.
        if (Wildcards.Matches(pattern, $"{known}\u0001:\u0001"))
        {
            return Judgement.Yes;
        }

        return (byParts ? CouldMatchByParts(pattern, known) : CouldMatch(pattern, known)) ? Judgement.Unknown : Judgement.No;
    }

    // The Arn operators compare part by part, so a wildcard cannot reach over a colon; the String operators' can.
    private static bool CouldMatchByParts(string pattern, string known) =>
        pattern.Split(':', 6) is { Length: 6 } parts
        && known.Split(':').Zip(parts).Take(5).All(part => Wildcards.Matches(part.Second, part.First));

    private static bool CouldMatch(string pattern, string known)
    {
        var literal = pattern.Split('*', '?')[0];
        return known.StartsWith(literal, StringComparison.Ordinal) || literal.StartsWith(known, StringComparison.Ordinal);
    }
}
