using CacheBackup.Core.Buckets;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Restores;

/// <summary>One file as a grant by ACL finds it.</summary>
/// <param name="File">The file.</param>
/// <param name="Pin">Its version.</param>
/// <param name="CanonicalId">ElastiCache's.</param>
/// <param name="Acl">Its ACL.</param>
/// <param name="Own">This restore's claim; null where it has none.</param>
/// <param name="Others">The claims of other restores on this version.</param>
internal sealed record SeedAclFile(
    SeedFile File, PinnedObject Pin, string CanonicalId, ObjectAcl Acl, SeedClaim? Own, IReadOnlyList<SeedClaim> Others)
{
    /// <summary>What ElastiCache has not yet.</summary>
    public IReadOnlyList<string> Missing => Acl.MissingFor(CanonicalId);

    /// <summary>Whether nothing is to be done: it may read the file, and no other restore's end changes that unseen.</summary>
    public bool IsSettled => Missing.Count == 0 && !NeedsClaim;

    /// <summary>Whether this restore's claim has to be written: it would be a grant of nobody's, or another restore's.</summary>
    public bool NeedsClaim => ToTakeBack.Count > 0 && (Own is null || Own.IsEnding || ToTakeBack.Except(Own.Added).Any());

    /// <summary>What the ACL will grant.</summary>
    public IReadOnlyList<AclGrant> GrantsToBe =>
    [
        .. Acl.With(CanonicalId, Missing).Grants
            .Select(grant => new AclGrant(grant.Grantee?.CanonicalUser ?? grant.Grantee?.URI ?? "", grant.Permission?.Value ?? "")),
    ];

    // What one of several restores has added, the last one takes back; what was there before any of them, none.
    private IReadOnlyList<string> ToTakeBack =>
        [.. Missing.Concat(Own?.Added ?? []).Concat(Others.SelectMany(other => other.Added)).Distinct(StringComparer.Ordinal)];

    /// <summary>This restore's claim as it has to be.</summary>
    public HeldClaim ClaimOf(string restoreId) =>
        new(File.Key, restoreId, new SeedClaim(Pin.ETag, Pin.VersionId, ToTakeBack, IsEnding: false));
}
