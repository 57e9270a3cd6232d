using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>Whom a statement names.</summary>
/// <param name="Everyone"><c>*</c> or <c>{"AWS": "*"}</c>.</param>
/// <param name="Aws">ARNs and account ids.</param>
/// <param name="Services">DNS names of service principals.</param>
/// <param name="CanonicalUsers">Canonical ids.</param>
/// <param name="Negated">Everyone but these: <c>NotPrincipal</c>.</param>
internal sealed record PolicyPrincipals(
    bool Everyone, IReadOnlyList<string> Aws, IReadOnlyList<string> Services, IReadOnlyList<string> CanonicalUsers, bool Negated)
{
    public bool Match(Caller caller) => Negated != Names(caller);

    private bool Names(Caller caller) => Everyone || caller.Kind switch
    {
        CallerKind.Account or CallerKind.Function =>
            Aws.Any(named => IsOneOf(named, caller)) || CanonicalUsers.Contains(CanonicalIds.OfAccount(caller.AccountId)),
        CallerKind.Service => Services.Contains(caller.PrincipalArn),
        _ => false,
    };

    private static bool IsOneOf(string named, Caller caller) =>
        named == caller.AccountId
        || named == caller.PrincipalArn
        || named == PrincipalArns.RoleOf(caller)
        || (PrincipalArns.AccountRoot(named) is { } account && account == caller.AccountId);
}

/// <summary>What principal ARNs tell.</summary>
internal static class PrincipalArns
{
    /// <summary>
    /// The ARN of the role behind a session (<c>arn:aws:sts::…:assumed-role/Role/session</c>), which is what
    /// <c>aws:PrincipalArn</c> holds; any other caller's own ARN.
    /// </summary>
    public static string RoleOf(Caller caller)
    {
        var fields = caller.PrincipalArn.Split(':', 6);
        return fields is [_, var partition, "sts", _, var account, var session] && session.Split('/') is ["assumed-role", var role, ..]
            ? $"arn:{partition}:iam::{account}:role/{role}"
            : caller.PrincipalArn;
    }

    /// <summary>The account of an <c>arn:aws:iam::…:root</c>; null for any other ARN.</summary>
    public static string? AccountRoot(string arn) =>
        arn.Split(':', 6) is ["arn", _, "iam", "", var account, "root"] ? account : null;
}
