using Amazon.S3;
using Amazon.S3.Model;

namespace CacheBackup.Core.Objects;

/// <summary>One object in one version: what a change of its ACL is meant for.</summary>
/// <param name="Key">Its key.</param>
/// <param name="ETag">Its ETag, without quotes.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning.</param>
public sealed record PinnedObject(string Key, string ETag, string? VersionId);

/// <summary>The ACL of an object as S3 gave it, so that what is not changed is written back as it was.</summary>
/// <param name="Owner">The object's owner: a written ACL has to name it.</param>
/// <param name="Grants">All grants, the owner's among them.</param>
public sealed record ObjectAcl(Owner Owner, IReadOnlyList<S3Grant> Grants)
{
    /// <summary>What it takes to seed a cache by ACL (AWS ElastiCache user guide): the content, and the ACL itself.</summary>
    public static IReadOnlyList<string> SeedPermissions { get; } = ["READ", "READ_ACP"];

    /// <summary>Which of <see cref="SeedPermissions"/> somebody has not; FULL_CONTROL is both.</summary>
    /// <param name="canonicalId">Who.</param>
    public IReadOnlyList<string> MissingFor(string canonicalId) =>
        [.. SeedPermissions.Where(permission => !Has(canonicalId, permission) && !Has(canonicalId, "FULL_CONTROL"))];

    /// <summary>Whether it has exactly this grant.</summary>
    /// <param name="canonicalId">To whom.</param>
    /// <param name="permission">Such as <c>READ</c>.</param>
    public bool Has(string canonicalId, string permission) => Grants.Any(grant => IsThat(grant, canonicalId, permission));

    /// <summary>The ACL and grants more.</summary>
    /// <param name="canonicalId">To whom.</param>
    /// <param name="permissions">Those it has not.</param>
    public ObjectAcl With(string canonicalId, IReadOnlyList<string> permissions) => this with
    {
        Grants =
        [
            .. Grants,
            .. permissions.Select(permission => new S3Grant
            {
                Grantee = new S3Grantee { CanonicalUser = canonicalId }, Permission = S3Permission.FindValue(permission),
            }),
        ],
    };

    /// <summary>The ACL without some grants.</summary>
    /// <param name="canonicalId">To whom.</param>
    /// <param name="permissions">Which.</param>
    public ObjectAcl Without(string canonicalId, IReadOnlyList<string> permissions) => this with
    {
        Grants = [.. Grants.Where(grant => !permissions.Any(permission => IsThat(grant, canonicalId, permission)))],
    };

    private static bool IsThat(S3Grant grant, string canonicalId, string permission) =>
        grant.Grantee?.CanonicalUser == canonicalId && grant.Permission?.Value == permission;
}
