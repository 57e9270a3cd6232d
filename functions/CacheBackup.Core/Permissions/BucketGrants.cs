using CacheBackup.Core.Buckets;

namespace CacheBackup.Core.Permissions;

/// <summary>What decides who may write to a bucket, as far as this role could read it.</summary>
/// <param name="AclsAreOff">Whether ownership is <c>BucketOwnerEnforced</c>, so that only the policy counts.</param>
/// <param name="Policy">The bucket policy, JSON.</param>
/// <param name="AclGrants">The ACL's grants to canonical ids.</param>
public sealed record BucketGrants(Reading<bool> AclsAreOff, Reading<string?> Policy, Reading<IReadOnlyList<AclGrant>> AclGrants)
{
    /// <summary>Reads them all at once.</summary>
    public static async Task<BucketGrants> ReadAsync(BucketSettings settings)
    {
        var (ownership, policy, acl) = (settings.AclsAreOffAsync(), settings.PolicyAsync(), settings.AclAsync());
        await Task.WhenAll(ownership, policy, acl);
        var grants = await acl;
        return new BucketGrants(
            await ownership, await policy, new Reading<IReadOnlyList<AclGrant>>(grants.Value?.Grants ?? [], grants.UnknownBecause));
    }
}
