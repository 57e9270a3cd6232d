using CacheBackup.Core.Buckets;

namespace CacheBackup.Core.Permissions;

/// <summary>Judges single actions of one caller by the settings of one bucket.</summary>
/// <param name="grants">The bucket's settings.</param>
/// <param name="policy">The statements of its policy; empty where it is unknown.</param>
/// <param name="caller">Who wants to act.</param>
/// <param name="acl">Whose ACL the settings hold.</param>
internal sealed class ActionJudge(
    BucketGrants grants, Reading<IReadOnlyList<PolicyStatement>> policy, ServiceCall caller, string acl = "the bucket's ACL")
{
    private const string FullControl = "FULL_CONTROL";

    /// <summary>A deny wins; then an allow of policy or ACL; then what cannot be judged.</summary>
    /// <param name="action">Such as <c>s3:PutObject</c>.</param>
    /// <param name="resource">The bucket's or an object's ARN.</param>
    public ActionAnswer Judge(string action, string resource)
    {
        var deny = Strongest(isAllow: false, action, resource);
        if (deny is { Applies: Judgement.Yes })
        {
            return new ActionAnswer(action, GrantVerdict.Denied, $"{deny.Statement.Name} of the bucket policy denies it");
        }

        var granted = JudgeAllow(action, Strongest(isAllow: true, action, resource));
        // A deny that may apply matters only where there is something to deny.
        return granted.Verdict == GrantVerdict.Granted && deny is not null
            ? new ActionAnswer(action, GrantVerdict.Unknown, $"{Undecided(deny.Statement)} may deny it")
            : granted;
    }

    private static string Undecided(PolicyStatement statement) => statement.Conditions.Count == 0
        ? $"{statement.Name} of the bucket policy"
        : $"{statement.Name} of the bucket policy, whose condition ({string.Join(", ", statement.Conditions)}) cannot be judged from here,";

    /// <summary>The statement that applies most surely; null where none may apply.</summary>
    private Match? Strongest(bool isAllow, string action, string resource) => policy.Value
        .Where(statement => statement.IsAllow == isAllow)
        .Select(statement => new Match(statement, StatementJudge.Judge(statement, caller, action, resource)))
        .Where(match => match.Applies != Judgement.No)
        .MaxBy(match => match.Applies);

    private ActionAnswer JudgeAllow(string action, Match? allow)
    {
        if (allow is { Applies: Judgement.Yes })
        {
            return new ActionAnswer(action, GrantVerdict.Granted, $"{allow.Statement.Name} of the bucket policy allows it");
        }

        var byAcl = JudgeAcl(AclPermissions.For(action));
        // An unreadable policy may deny what the ACL allows.
        if (byAcl.Value && policy.UnknownBecause is null)
        {
            return new ActionAnswer(action, GrantVerdict.Granted, $"{acl} allows it");
        }

        var maybe = allow is null ? null : $"{Undecided(allow.Statement)} may allow it";
        return (policy.UnknownBecause ?? maybe ?? byAcl.UnknownBecause) is { } unknown
            ? new ActionAnswer(action, GrantVerdict.Unknown, unknown)
            : new ActionAnswer(action, GrantVerdict.NotGranted, NothingAllows);
    }

    private string NothingAllows => grants.AclsAreOff.Value
        ? "no statement of the bucket policy allows it, and ACLs are off"
        : "neither the bucket policy nor the ACL allows it";

    private Reading<bool> JudgeAcl(string permission)
    {
        if (caller.CanonicalId is null || grants.AclsAreOff is { Value: true, UnknownBecause: null })
        {
            return new Reading<bool>(false);
        }

        var isGranted = grants.AclGrants.UnknownBecause is null && grants.AclGrants.Value.Any(grant =>
            grant.Grantee == caller.CanonicalId && (grant.Permission == permission || grant.Permission == FullControl));
        return grants switch
        {
            { AclGrants.UnknownBecause: { } why } => new Reading<bool>(false, why),
            { AclsAreOff.UnknownBecause: { } why } when isGranted => new Reading<bool>(false, why),
            _ => new Reading<bool>(isGranted),
        };
    }

    private sealed record Match(PolicyStatement Statement, Judgement Applies);
}
