using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>What a bucket's policy says of the files.</summary>
/// <param name="Finding">The answer; statements of other restores do not count.</param>
/// <param name="HasStatement">Whether it has a statement of this restore.</param>
/// <param name="Policy">The policy.</param>
internal sealed record SeedPolicyView(GrantFinding Finding, bool HasStatement, Reading<string?> Policy)
{
    /// <summary>Whether there is nothing to add: granted, added, or not to be judged.</summary>
    public bool Stands => Finding.Verdict == GrantVerdict.Granted || HasStatement || Policy.UnknownBecause is not null;

    /// <summary>The access.</summary>
    /// <exception cref="SeedBucketNotGrantedException">A statement denies it.</exception>
    public SeedAccess AccessIn(BucketLocation bucket) => Finding.Verdict == GrantVerdict.Denied
        ? throw SeedGrantErrors.Denied(bucket, Finding)
        : new SeedAccess(Finding, HasStatement ? SeedGrantKind.PolicyStatement : SeedGrantKind.None);
}
