using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>What a policy says about one request.</summary>
internal enum PolicyVerdict
{
    /// <summary>Nothing: other grants decide.</summary>
    Silent,
    Allow,

    /// <summary>Explicitly: nothing else can allow it.</summary>
    Deny,
}

/// <summary>A bucket's policy as put, with its statements understood.</summary>
/// <param name="Text">As it is returned.</param>
/// <param name="Statements">In its order, which has no meaning.</param>
internal sealed record BucketPolicy(string Text, IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Whether it opens the bucket to everyone, as Block Public Access counts it.</summary>
    public bool IsPublic { get; } = Statements.Any(PublicPolicy.IsPublic);

    public PolicyVerdict Judge(Caller caller, string action, string resourceArn, ConditionValues values)
    {
        var matching = Statements.Where(statement => statement.Matches(caller, action, resourceArn, values)).ToList();
        return matching.Exists(statement => !statement.Allows) ? PolicyVerdict.Deny
            : matching.Count > 0 ? PolicyVerdict.Allow
            : PolicyVerdict.Silent;
    }
}

/// <summary>One statement.</summary>
/// <param name="Allows">Its effect; otherwise it denies.</param>
internal sealed record PolicyStatement(
    bool Allows, PolicyPrincipals Principals, PolicyPatterns Actions, PolicyPatterns Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    public bool Matches(Caller caller, string action, string resourceArn, ConditionValues values) =>
        Principals.Match(caller)
        && Actions.Match(action, values, ignoreCase: true)
        && Resources.Match(resourceArn, values, ignoreCase: false)
        && Conditions.All(condition => condition.Holds(values));
}

/// <summary>Action or Resource, or their negations.</summary>
internal sealed record PolicyPatterns(IReadOnlyList<string> Patterns, bool Negated)
{
    public bool Match(string text, ConditionValues values, bool ignoreCase) =>
        Negated != Patterns.Any(pattern => values.Expand(pattern) is { } expanded && Wildcard.Matches(expanded, text, ignoreCase));
}
