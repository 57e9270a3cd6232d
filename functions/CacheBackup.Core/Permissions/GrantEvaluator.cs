using CacheBackup.Core.Buckets;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Permissions;

/// <summary>
/// Answers, from what a bucket's settings say and nothing else, whether ElastiCache may export into it. An explicit deny
/// wins, then what is missing, then what is unknown. Ownership decides whether the ACL counts at all.
/// </summary>
public static class GrantEvaluator
{
    private const string FullControl = "FULL_CONTROL";

    /// <summary>May ElastiCache export to this folder of this bucket?</summary>
    /// <param name="grants">The bucket's settings.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="region">The Region of bucket and cache.</param>
    /// <param name="accountId">The cache's account, 12 digits.</param>
    /// <param name="folder">Key prefix of the backup: a policy may grant, or deny, parts of a bucket.</param>
    public static GrantFinding Evaluate(BucketGrants grants, string bucket, string region, string accountId, string folder)
    {
        var caller = new ServiceCall(
            RegionFacts.PartitionOf(region), region, accountId, RegionFacts.ElastiCachePrincipalOf(region), RegionFacts.ElastiCacheCanonicalIdOf(region));
        var policy = ReadPolicy(grants.Policy);
        var bucketArn = $"arn:{caller.Partition}:s3:::{bucket}";
        ActionAnswer[] answers =
        [
            .. GrantStatement.ObjectActions.Select(action => Answer(grants, policy, caller, action, $"{bucketArn}/{folder}/shard-0001.rdb")),
            .. GrantStatement.BucketActions.Select(action => Answer(grants, policy, caller, action, bucketArn)),
        ];
        return Conclude(answers, GrantStatement.JsonOf(bucket, region));
    }

    private static GrantFinding Conclude(ActionAnswer[] answers, string? statement)
    {
        foreach (var verdict in new[] { GrantVerdict.Denied, GrantVerdict.NotGranted, GrantVerdict.Unknown })
        {
            var such = answers.Where(answer => answer.Verdict == verdict).ToList();
            if (such.Count > 0)
            {
                var reasons = string.Join(" and ", such.Select(answer => answer.Reason).Distinct(StringComparer.Ordinal));
                return new GrantFinding(verdict, such.ConvertAll(answer => answer.Action), reasons, verdict == GrantVerdict.Denied ? null : statement);
            }
        }

        return new GrantFinding(GrantVerdict.Granted, [], string.Join(" and ", answers.Select(answer => answer.Reason).Distinct(StringComparer.Ordinal)), null);
    }

    private static ActionAnswer Answer(
        BucketGrants grants, Reading<IReadOnlyList<PolicyStatement>> policy, ServiceCall caller, string action, string resource)
    {
        var applying = policy.Value
            .Select(statement => (Statement: statement, Applies: StatementJudge.Judge(statement, caller, action, resource)))
            .Where(judged => judged.Applies != Judgement.No)
            .OrderByDescending(judged => judged.Applies)
            .ToLookup(judged => judged.Statement.IsAllow);
        var (deny, allow) = (applying[false].FirstOrDefault(), applying[true].FirstOrDefault());
        if (deny.Applies == Judgement.Yes)
        {
            return new ActionAnswer(action, GrantVerdict.Denied, $"{deny.Statement.Name} of the bucket policy denies it");
        }

        var granted = JudgeAllow(grants, policy, caller, action, allow.Statement, allow.Applies);
        // A deny that may apply matters only where there is something to deny.
        return granted.Verdict == GrantVerdict.Granted && deny.Applies == Judgement.Unknown
            ? new ActionAnswer(action, GrantVerdict.Unknown, $"{Undecided(deny.Statement)} may deny it")
            : granted;
    }

    private static ActionAnswer JudgeAllow(
        BucketGrants grants, Reading<IReadOnlyList<PolicyStatement>> policy, ServiceCall caller, string action, PolicyStatement? statement, Judgement applies)
    {
        if (applies == Judgement.Yes)
        {
            return new ActionAnswer(action, GrantVerdict.Granted, $"{statement!.Name} of the bucket policy allows it");
        }

        var acl = JudgeAcl(grants, caller, action);
        // An unreadable policy may deny what the ACL allows.
        if (acl.Value && policy.UnknownBecause is null)
        {
            return new ActionAnswer(action, GrantVerdict.Granted, "the bucket's ACL allows it");
        }

        var maybe = applies == Judgement.Unknown ? $"{Undecided(statement!)} may allow it" : null;
        return (policy.UnknownBecause ?? maybe ?? acl.UnknownBecause) is { } unknown
            ? new ActionAnswer(action, GrantVerdict.Unknown, unknown)
            : new ActionAnswer(action, GrantVerdict.NotGranted, grants.AclsAreOff.Value
                ? "no statement of the bucket policy allows it, and ACLs are off"
                : "neither the bucket policy nor the ACL allows it");
    }

    private static Reading<bool> JudgeAcl(BucketGrants grants, ServiceCall caller, string action)
    {
        if (caller.CanonicalId is null || (grants.AclsAreOff is { Value: true, UnknownBecause: null }))
        {
            return new Reading<bool>(false);
        }

        var isGranted = grants.AclGrants.UnknownBecause is null && grants.AclGrants.Value
            .Any(grant => grant.Grantee == caller.CanonicalId && (grant.Permission == FullControl || grant.Permission == AclPermissions.For(action)));
        return grants switch
        {
            { AclGrants.UnknownBecause: { } why } => new Reading<bool>(false, why),
            { AclsAreOff.UnknownBecause: { } why } when isGranted => new Reading<bool>(false, why),
            _ => new Reading<bool>(isGranted),
        };
    }

    private static Reading<IReadOnlyList<PolicyStatement>> ReadPolicy(Reading<string?> policy)
    {
        try
        {
            return new Reading<IReadOnlyList<PolicyStatement>>(
                policy is { UnknownBecause: null, Value: { } json } ? PolicyJson.Statements(json) : [], policy.UnknownBecause);
        }
        catch (FormatException error)
        {
            return new Reading<IReadOnlyList<PolicyStatement>>([], $"the bucket policy cannot be read ({error.Message})");
        }
    }

    private static string Undecided(PolicyStatement statement) => statement.Conditions.Count == 0
        ? $"{statement.Name} of the bucket policy"
        : $"{statement.Name} of the bucket policy, whose condition ({string.Join(", ", statement.Conditions)}) cannot be judged from here,";

    private sealed record ActionAnswer(string Action, GrantVerdict Verdict, string Reason);
}
