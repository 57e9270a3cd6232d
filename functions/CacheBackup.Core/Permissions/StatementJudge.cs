namespace CacheBackup.Core.Permissions;

/// <summary>Whether one policy statement applies to one action of the service on one resource.</summary>
internal static class StatementJudge
{
    public static Judgement Judge(PolicyStatement statement, ServiceCall caller, string action, string resource) => Judgements.All(
    [
        Judgements.Of(MatchesAction(statement, action)),
        MatchesResource(statement, resource),
        MatchesPrincipal(statement, caller),
        .. statement.Conditions.Select(caller.Judge),
    ]);

    private static bool MatchesAction(PolicyStatement statement, string action) =>
        statement.Actions.Any(pattern => Wildcards.MatchesIgnoringCase(pattern, action)) != statement.ExceptActions;

    // A variable such as ${aws:PrincipalTag/team} stands for a value only the service knows.
    private static Judgement MatchesResource(PolicyStatement statement, string resource)
    {
        var listed = Judgements.Any(statement.Resources.Select(pattern =>
            pattern.Contains("${", StringComparison.Ordinal) ? Judgement.Unknown : Judgements.Of(Wildcards.Matches(pattern, resource))));
        return statement.ExceptResources ? Judgements.Not(listed) : listed;
    }

    private static Judgement MatchesPrincipal(PolicyStatement statement, ServiceCall caller)
    {
        var listed = Judgements.Any(statement.Principals.Select(principal => MatchesPrincipal(principal, caller)));
        return statement.ExceptPrincipals ? Judgements.Not(listed) : listed;
    }

    // "*" and {"AWS": "*"} mean everyone, services too: that is why a Deny for everyone shuts ElastiCache out.
    private static Judgement MatchesPrincipal((string Kind, string Id) principal, ServiceCall caller) => principal switch
    {
        ("*" or "AWS" or "Service", "*") => Judgement.Yes,
        ("Service", _) when caller.Principal is null => Judgement.Unknown,
        ("Service", var id) => Judgements.Of(id.Equals(caller.Principal, StringComparison.OrdinalIgnoreCase)),
        // Whether the service counts as its canonical id in a policy is not documented.
        ("CanonicalUser", var id) when id == caller.CanonicalId => Judgement.Unknown,
        _ => Judgement.No,
    };
}
