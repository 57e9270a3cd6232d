using System.Security.Cryptography;
using System.Text;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What the headers of PutObject, CopyObject and CreateMultipartUpload ask for.</summary>
internal static class NewObject
{
    private const int MaxKeyBytes = 1024;

    private static readonly string[] StorageClasses =
        ["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"];

    /// <summary>The object version without its content, after a check that the caller may set its tags and ACL.</summary>
    /// <exception cref="S3Exception">Something about it cannot be.</exception>
    public static ObjectVersion Template(S3Request request)
    {
        CheckKey(request.Key);
        var bucket = request.Bucket;
        var owner = Owner(request);
        return new ObjectVersion
        {
            Key = request.Key,
            VersionId = ObjectVersion.NullId,
            OwnerAccount = owner,
            LastModified = request.Now,
            Metadata = ObjectHeaders.Metadata(request),
            StorageClass = StorageClass(request.Header("x-amz-storage-class") ?? "STANDARD"),
            Encryption = EncryptionHeaders.Read(request, bucket),
            Tags = Tags(request),
            Acl = Acl(request, owner),
            Lock = LockHeaders.Read(request),
        };
    }

    /// <summary>An ETag that is no MD5, as objects under KMS have it.</summary>
    public static string OpaqueETag() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static void CheckKey(string key)
    {
        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes > MaxKeyBytes)
        {
            throw new S3Exception(400, "KeyTooLongError", "Your key is too long")
            {
                Details = [("Size", bytes.ToString()), ("MaxSizeAllowed", MaxKeyBytes.ToString())],
            };
        }
    }

    /// <summary>The account an object will belong to. What a service writes belongs to the account it acts for.</summary>
    private static string Owner(S3Request request) => request.Bucket.Settings.Ownership switch
    {
        ObjectOwnership.BucketOwnerEnforced => request.Bucket.OwnerAccount,
        ObjectOwnership.BucketOwnerPreferred when request.Header("x-amz-acl") == "bucket-owner-full-control" => request.Bucket.OwnerAccount,
        _ => request.Call.Caller.Kind == CallerKind.Anonymous ? request.Bucket.OwnerAccount : request.Call.Caller.AccountId,
    };

    private static string StorageClass(string name) => StorageClasses.Contains(name)
        ? name
        : throw new S3Exception(400, "InvalidStorageClass", "The storage class you specified is not valid")
        {
            Details = [("StorageClassRequested", name)],
        };

    private static IReadOnlyList<KeyValuePair<string, string>> Tags(S3Request request)
    {
        var tags = TagSets.FromHeader(request.Header("x-amz-tagging"));
        if (tags.Count > 0)
        {
            Authorizer.Demand(request, new AccessRequest("s3:PutObjectTagging", request.Bucket, request.Key) { RequestTags = tags });
        }

        return tags;
    }

    private static AccessControlList Acl(S3Request request, string owner)
    {
        var (ownerId, bucketOwnerId) = (CanonicalIds.OfAccount(owner), CanonicalIds.OfAccount(request.Bucket.OwnerAccount));
        if (AclHeaders.OfObject(request, ownerId, bucketOwnerId) is not { } acl)
        {
            return AccessControlList.Private(ownerId);
        }

        AclRules.CheckObject(request, acl);
        Authorizer.Demand(request, new AccessRequest("s3:PutObjectAcl", request.Bucket, request.Key));
        return acl;
    }
}

/// <summary>What stands against an ACL before anyone's permission is asked.</summary>
internal static class AclRules
{
    /// <summary>
    /// Refuses an object's ACL where ACLs are off (the bucket owner's full control is what it has anyway) or public ones blocked.
    /// </summary>
    public static void CheckObject(S3Request request, AccessControlList acl)
    {
        var settings = request.Bucket.Settings;
        var bucketOwner = CanonicalIds.OfAccount(request.Bucket.OwnerAccount);
        var isOwnersFullControl = request.Header("x-amz-acl") is null or "bucket-owner-full-control"
            && acl.Grants.All(grant => grant.Grantee.CanonicalId == bucketOwner && grant.Permission == AclPermission.FullControl);
        if (settings.AclsAreOff && !isOwnersFullControl)
        {
            throw S3Errors.AclsAreOff();
        }

        CheckPublic(settings, acl);
    }

    /// <summary>Refuses a bucket's ACL where ACLs are off or public ones blocked.</summary>
    public static void CheckBucket(BucketSettings settings, AccessControlList acl)
    {
        if (settings.AclsAreOff)
        {
            throw S3Errors.AclsAreOff();
        }

        CheckPublic(settings, acl);
    }

    private static void CheckPublic(BucketSettings settings, AccessControlList acl)
    {
        if (acl.IsPublic && settings.EffectivePublicAccessBlock.BlockPublicAcls)
        {
            throw S3Errors.AccessDenied(
                "User is not authorized to perform: s3:PutObjectAcl because public access control lists (ACLs) are blocked by the "
                    + "BlockPublicAcls setting in S3 Block Public Access.");
        }
    }
}
