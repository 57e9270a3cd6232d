namespace CacheBackup.Core.Buckets;

/// <summary>Who a bucket's ACL lets in.</summary>
/// <param name="OwnerId">Canonical id of the bucket's owner.</param>
/// <param name="Grants">All grants, the owner's among them.</param>
public sealed record BucketAcl(string OwnerId, IReadOnlyList<AclGrant> Grants);

/// <summary>One grant of an ACL.</summary>
/// <param name="Grantee">A canonical id, or the URI of a group.</param>
/// <param name="Permission"><c>READ</c>, <c>WRITE</c>, <c>READ_ACP</c>, <c>WRITE_ACP</c> or <c>FULL_CONTROL</c>.</param>
public sealed record AclGrant(string Grantee, string Permission);
