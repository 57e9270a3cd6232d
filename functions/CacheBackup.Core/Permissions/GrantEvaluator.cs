using CacheBackup.Core.Buckets;

namespace CacheBackup.Core.Permissions;

/// <summary>
/// Answers, from what a bucket's settings say and nothing else, whether ElastiCache may export into it or read from it. An explicit deny
/// wins, then what is missing, then what is unknown. Ownership decides whether the ACL counts at all.
/// </summary>
public static class GrantEvaluator
{
    private static readonly GrantVerdict[] ByWeight =
        [GrantVerdict.Denied, GrantVerdict.NotGranted, GrantVerdict.Unknown, GrantVerdict.Granted];

    /// <summary>May ElastiCache export to this folder of this bucket?</summary>
    /// <param name="grants">The bucket's settings.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="region">The Region of bucket and cache.</param>
    /// <param name="accountId">The cache's account, 12 digits.</param>
    /// <param name="folder">Key prefix of the backup: a policy may grant, or deny, parts of a bucket.</param>
    public static GrantFinding Evaluate(BucketGrants grants, string bucket, string region, string accountId, string folder) => Evaluate(
        grants,
        bucket,
        ServiceCall.OfElastiCache(region, accountId),
        (GrantStatement.ObjectActions, [$"{folder}/shard-0001.rdb"]),
        GrantStatement.BucketActions,
        GrantStatement.JsonOf(bucket, region));

    /// <summary>May ElastiCache make a cache of these objects?</summary>
    /// <param name="grants">The bucket's settings; a bucket's ACL says nothing about reading its objects, so none is expected.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="region">The Region of bucket and cache.</param>
    /// <param name="accountId">The cache's account, 12 digits.</param>
    /// <param name="keys">The objects.</param>
    /// <param name="statement">The statement that would grant it; null where there is none.</param>
    public static GrantFinding EvaluateSeed(
        BucketGrants grants, string bucket, string region, string accountId, IReadOnlyList<string> keys, string? statement) => Evaluate(
            grants,
            bucket,
            ServiceCall.OfElastiCache(region, accountId),
            (GrantStatement.SeedObjectActions, keys),
            GrantStatement.SeedBucketActions,
            statement);

    /// <summary>May ElastiCache make a cache of these objects because their own ACLs say so?</summary>
    /// <param name="grants">The bucket's settings; its own ACL says nothing about reading objects.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="region">The Region of bucket and cache.</param>
    /// <param name="accountId">The cache's account, 12 digits.</param>
    /// <param name="acls">The grants of each object, by its key.</param>
    public static GrantFinding EvaluateSeedAcls(
        BucketGrants grants, string bucket, string region, string accountId, IEnumerable<KeyValuePair<string, IReadOnlyList<AclGrant>>> acls)
    {
        var (caller, policy) = (ServiceCall.OfElastiCache(region, accountId), ReadPolicy(grants.Policy));
        var answers =
            from acl in acls
            let judge = new ActionJudge(grants with { AclGrants = new Reading<IReadOnlyList<AclGrant>>(acl.Value) }, policy, caller, "the ACL of each file")
            from action in GrantStatement.SeedAclActions
            select judge.Judge(action, $"arn:{caller.Partition}:s3:::{bucket}/{acl.Key}");
        return Conclude([.. answers], statement: null);
    }

    private static GrantFinding Evaluate(
        BucketGrants grants,
        string bucket,
        ServiceCall caller,
        (string[] Actions, IReadOnlyList<string> Keys) objects,
        string[] bucketActions,
        string? statement)
    {
        var judge = new ActionJudge(grants, ReadPolicy(grants.Policy), caller);
        var bucketArn = $"arn:{caller.Partition}:s3:::{bucket}";
        return Conclude(
            [
                .. objects.Keys.SelectMany(key => objects.Actions.Select(action => judge.Judge(action, $"{bucketArn}/{key}"))),
                .. bucketActions.Select(action => judge.Judge(action, bucketArn)),
            ],
            statement);
    }

    private static GrantFinding Conclude(ActionAnswer[] answers, string? statement)
    {
        var verdict = ByWeight.First(weight => answers.Any(answer => answer.Verdict == weight));
        var deciding = answers.Where(answer => answer.Verdict == verdict).ToList();
        var reason = string.Join(" and ", deciding.Select(answer => answer.Reason).Distinct(StringComparer.Ordinal));
        return verdict == GrantVerdict.Granted
            ? new GrantFinding(verdict, [], reason, null)
            : new GrantFinding(
                verdict, [.. deciding.Select(answer => answer.Action).Distinct(StringComparer.Ordinal)], reason, verdict == GrantVerdict.Denied ? null : statement);
    }

    private static Reading<IReadOnlyList<PolicyStatement>> ReadPolicy(Reading<string?> policy)
    {
        try
        {
            var statements = policy is { UnknownBecause: null, Value: { } json } ? PolicyJson.Statements(json) : [];
            return new Reading<IReadOnlyList<PolicyStatement>>(statements, policy.UnknownBecause);
        }
        catch (FormatException error)
        {
            return new Reading<IReadOnlyList<PolicyStatement>>([], $"the bucket policy cannot be read ({error.Message})");
        }
    }
}
