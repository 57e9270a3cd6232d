namespace CacheBackup.Core.Permissions;

/// <summary>What decides who may write to a bucket, as far as this role could read it.</summary>
/// <param name="AclsAreOff">Whether ownership is <c>BucketOwnerEnforced</c>, so that only the policy counts.</param>
/// <param name="Policy">The bucket policy, JSON.</param>
/// <param name="AclGrants">The ACL's grants to canonical ids.</param>
public sealed record BucketGrants(Reading<bool> AclsAreOff, Reading<string?> Policy, Reading<IReadOnlyList<AclGrant>> AclGrants);

/// <summary>One grant of an ACL.</summary>
/// <param name="Grantee">A canonical id, or the URI of a group.</param>
/// <param name="Permission"><c>READ</c>, <c>WRITE</c>, <c>READ_ACP</c>, <c>WRITE_ACP</c> or <c>FULL_CONTROL</c>.</param>
public sealed record AclGrant(string Grantee, string Permission);

/// <summary>A setting that was read, or the reason why it could not be.</summary>
/// <param name="Value">What was read; meaningless where <paramref name="UnknownBecause"/> is set.</param>
/// <param name="UnknownBecause">Such as <c>the role lacks s3:GetBucketPolicy</c>; null where the value is known.</param>
public sealed record Reading<T>(T Value, string? UnknownBecause = null);
