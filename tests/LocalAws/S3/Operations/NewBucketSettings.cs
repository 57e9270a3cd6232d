using System.Xml.Linq;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What CreateBucket's headers and document ask for, on top of the defaults of new buckets.</summary>
internal static class NewBucketSettings
{
    public static BucketSettings Read(S3Request request, Caller caller, XElement? configuration)
    {
        var locks = request.Header("x-amz-bucket-object-lock-enabled")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        var owner = CanonicalIds.OfAccount(caller.AccountId);
        var ownership = Ownerships.Parse(request.Header("x-amz-object-ownership") ?? nameof(ObjectOwnership.BucketOwnerEnforced));
        var acl = AclHeaders.OfBucket(request, owner) ?? AccessControlList.Private(owner);
        if (ownership == ObjectOwnership.BucketOwnerEnforced && acl.NamesOthers)
        {
            throw Ownerships.AclStandsAgainst();
        }

        // New buckets block public access from the start, so a public ACL cannot be theirs.
        if (acl.IsPublic)
        {
            throw new S3Exception(
                400, "InvalidBucketAclWithBlockPublicAccessError", "Bucket cannot have public ACLs set with BlockPublicAccess enabled");
        }

        var tags = configuration?.Child("Tags") is { } tagSet ? TagSets.FromXml(tagSet, TagSets.MaxOnBucket) : null;
        return new BucketSettings
        {
            Acl = acl,
            Ownership = ownership,
            Tags = tags,
            HasObjectLock = locks,
            Versioning = locks ? VersioningStatus.Enabled : VersioningStatus.Unversioned,
        };
    }
}

/// <summary>Names of <see cref="ObjectOwnership"/> on the wire.</summary>
internal static class Ownerships
{
    public static ObjectOwnership Parse(string name) => name switch
    {
        nameof(ObjectOwnership.BucketOwnerEnforced) => ObjectOwnership.BucketOwnerEnforced,
        nameof(ObjectOwnership.BucketOwnerPreferred) => ObjectOwnership.BucketOwnerPreferred,
        nameof(ObjectOwnership.ObjectWriter) => ObjectOwnership.ObjectWriter,
        _ => throw S3Errors.InvalidArgument("Invalid value for ObjectOwnership", "x-amz-object-ownership", name),
    };

    public static S3Exception AclStandsAgainst() =>
        new(400, "InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
}
