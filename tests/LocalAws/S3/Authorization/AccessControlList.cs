namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>What a grant of an ACL allows.</summary>
internal enum AclPermission
{
    Read,
    Write,
    ReadAcp,
    WriteAcp,
    FullControl,
}

/// <summary>To whom an ACL grants: an account by its canonical id, or a predefined group by its URI.</summary>
internal sealed record AclGrantee(string? CanonicalId, string? GroupUri)
{
    public static readonly AclGrantee AllUsers = new(null, "http://acs.amazonaws.com/groups/global/AllUsers");
    public static readonly AclGrantee AuthenticatedUsers = new(null, "http://acs.amazonaws.com/groups/global/AuthenticatedUsers");
    public static readonly AclGrantee LogDelivery = new(null, "http://acs.amazonaws.com/groups/s3/LogDelivery");

    /// <summary>Everyone, or everyone with an AWS account.</summary>
    public bool IsPublic => this == AllUsers || this == AuthenticatedUsers;
}

internal sealed record AclGrant(AclGrantee Grantee, AclPermission Permission);

/// <summary>An access control list.</summary>
/// <param name="OwnerId">Canonical id.</param>
/// <param name="Grants">At most 100.</param>
internal sealed record AccessControlList(string OwnerId, IReadOnlyList<AclGrant> Grants)
{
    public bool IsPublic => Grants.Any(grant => grant.Grantee.IsPublic);

    /// <summary>Whether someone other than the owner is granted anything.</summary>
    public bool NamesOthers => Grants.Any(grant => grant.Grantee.CanonicalId != OwnerId);

    /// <summary>The owner alone: the canned ACL <c>private</c>.</summary>
    public static AccessControlList Private(string ownerId) =>
        new(ownerId, [new AclGrant(new AclGrantee(ownerId, null), AclPermission.FullControl)]);

    /// <summary>A canned ACL by its name; null where there is none of that name for such a resource.</summary>
    /// <param name="bucketOwnerId">For an object, the owner of its bucket; null for a bucket itself.</param>
    public static AccessControlList? Canned(string name, string ownerId, string? bucketOwnerId)
    {
        IReadOnlyList<AclGrant>? extra = name switch
        {
            "private" => [],
            "public-read" => [new(AclGrantee.AllUsers, AclPermission.Read)],
            "public-read-write" => [new(AclGrantee.AllUsers, AclPermission.Read), new(AclGrantee.AllUsers, AclPermission.Write)],
            "authenticated-read" => [new(AclGrantee.AuthenticatedUsers, AclPermission.Read)],
            "log-delivery-write" when bucketOwnerId is null =>
                [new(AclGrantee.LogDelivery, AclPermission.Write), new(AclGrantee.LogDelivery, AclPermission.ReadAcp)],
            "bucket-owner-read" when bucketOwnerId is not null => ToBucketOwner(AclPermission.Read),
            "bucket-owner-full-control" when bucketOwnerId is not null => ToBucketOwner(AclPermission.FullControl),
            _ => null,
        };
        return extra is null ? null : new AccessControlList(ownerId, [.. Private(ownerId).Grants, .. extra]);

        AclGrant[] ToBucketOwner(AclPermission permission) =>
            bucketOwnerId == ownerId ? [] : [new AclGrant(new AclGrantee(bucketOwnerId, null), permission)];
    }

    /// <summary>Whether a grant reaches someone.</summary>
    /// <param name="canonicalId">Null for someone without one.</param>
    /// <param name="signed">Whether the caller is anyone at all in AWS.</param>
    /// <param name="ignorePublic">As Block Public Access asks.</param>
    public bool Allows(string? canonicalId, bool signed, AclPermission permission, bool ignorePublic) => Grants.Any(grant =>
        (grant.Permission == permission || grant.Permission == AclPermission.FullControl)
        && !(ignorePublic && grant.Grantee.IsPublic)
        && ((canonicalId is not null && grant.Grantee.CanonicalId == canonicalId)
            || grant.Grantee == AclGrantee.AllUsers
            || (signed && grant.Grantee == AclGrantee.AuthenticatedUsers)));
}
