using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>
/// Decides whether a caller may do something to a bucket or an object: bucket policy, then the owner's own account, then
/// ACLs. An explicit deny wins over all; identity policies are not evaluated, so an account's callers may do what
/// nothing denies.
/// </summary>
internal static class Authorizer
{
    /// <summary>What a bucket owner's root user may do even against a deny, so that nobody locks himself out.</summary>
    private static readonly string[] RootAlwaysMay = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

    /// <summary>What an ACL of a bucket allows, by permission.</summary>
    private static readonly Dictionary<string, AclPermission> OnBucket = new(StringComparer.Ordinal)
    {
        ["s3:ListBucket"] = AclPermission.Read,
        ["s3:ListBucketVersions"] = AclPermission.Read,
        ["s3:ListBucketMultipartUploads"] = AclPermission.Read,
        ["s3:PutObject"] = AclPermission.Write,
        ["s3:DeleteObject"] = AclPermission.Write,
        ["s3:GetBucketAcl"] = AclPermission.ReadAcp,
        ["s3:PutBucketAcl"] = AclPermission.WriteAcp,
    };

    /// <summary>What an ACL of an object allows, by permission.</summary>
    private static readonly Dictionary<string, AclPermission> OnObject = new(StringComparer.Ordinal)
    {
        ["s3:GetObject"] = AclPermission.Read,
        ["s3:GetObjectVersion"] = AclPermission.Read,
        ["s3:GetObjectAttributes"] = AclPermission.Read,
        ["s3:GetObjectVersionAttributes"] = AclPermission.Read,
        ["s3:GetObjectAcl"] = AclPermission.ReadAcp,
        ["s3:GetObjectVersionAcl"] = AclPermission.ReadAcp,
        ["s3:PutObjectAcl"] = AclPermission.WriteAcp,
        ["s3:PutObjectVersionAcl"] = AclPermission.WriteAcp,
    };

    /// <summary>Lets the request pass or refuses it.</summary>
    /// <exception cref="S3Exception">403 <c>AccessDenied</c>.</exception>
    public static void Demand(S3Request request, AccessRequest access)
    {
        if (Refusal(request, access) is { } reason)
        {
            throw S3Errors.AccessDenied(Message(request.Call.Caller, access, reason));
        }
    }

    public static bool Allows(S3Request request, AccessRequest access) => Refusal(request, access) is null;

    /// <summary>Why not; null where it may.</summary>
    private static string? Refusal(S3Request request, AccessRequest access)
    {
        var (caller, bucket, settings) = (request.Call.Caller, access.Bucket, access.Bucket.Settings);
        var verdict = settings.Policy?.Judge(caller, access.Action, access.ResourceArn, RequestConditions.Of(request, access))
            ?? PolicyVerdict.Silent;
        var owns = bucket.IsOwnedBy(caller);
        if (verdict == PolicyVerdict.Deny && !(owns && IsRoot(caller) && RootAlwaysMay.Contains(access.Action)))
        {
            return "with an explicit deny in a resource-based policy";
        }

        var bucketOwnerDecides = settings.AclsAreOff || access.Target is null || access.Target.OwnerAccount == bucket.OwnerAccount
            || !OnObject.ContainsKey(access.Action);
        var policyCounts = owns || caller.Kind == CallerKind.Service
            || !(settings.EffectivePublicAccessBlock.RestrictPublicBuckets && settings.Policy is { IsPublic: true });
        var allowed = (bucketOwnerDecides && (owns || (verdict == PolicyVerdict.Allow && policyCounts)))
            || access.IsInitiator
            || AclAllows(caller, access, settings);
        return allowed ? null : $"because no resource-based policy allows the {access.Action} action";
    }

    private static bool AclAllows(Caller caller, AccessRequest access, BucketSettings settings)
    {
        if (settings.AclsAreOff)
        {
            return false;
        }

        var ignorePublic = settings.EffectivePublicAccessBlock.IgnorePublicAcls;
        return (OnBucket.TryGetValue(access.Action, out var onBucket) && Grants(settings.Acl, onBucket))
            || (access.Target is { } target && OnObject.TryGetValue(access.Action, out var onObject) && Grants(target.Acl, onObject));

        bool Grants(AccessControlList acl, AclPermission permission) =>
            acl.Allows(CanonicalIds.Of(caller), caller.Kind != CallerKind.Anonymous, permission, ignorePublic);
    }

    private static bool IsRoot(Caller caller) =>
        caller.Kind == CallerKind.Account && PrincipalArns.AccountRoot(caller.PrincipalArn) is not null;

    private static string Message(Caller caller, AccessRequest access, string reason) => caller.Kind == CallerKind.Anonymous
        ? "Access Denied"
        : $"User: {caller.PrincipalArn} is not authorized to perform: {access.Action} on resource: \"{access.ResourceArn}\" {reason}";
}
