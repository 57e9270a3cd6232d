using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Authorization;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>Whether a bucket keeps old versions.</summary>
internal enum VersioningStatus
{
    /// <summary>Never turned on.</summary>
    Unversioned,
    Enabled,
    Suspended,
}

/// <summary>Who owns objects, and whether ACLs count.</summary>
internal enum ObjectOwnership
{
    /// <summary>ACLs are off: the default of new buckets.</summary>
    BucketOwnerEnforced,

    /// <summary>The bucket's owner where the writer sends <c>bucket-owner-full-control</c>.</summary>
    BucketOwnerPreferred,

    /// <summary>Whoever wrote it.</summary>
    ObjectWriter,
}

/// <summary>The four switches of Block Public Access.</summary>
internal sealed record PublicAccessBlock(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    /// <summary>As new buckets have it.</summary>
    public static PublicAccessBlock AllOn { get; } = new(true, true, true, true);

    /// <summary>As a bucket without the configuration behaves.</summary>
    public static PublicAccessBlock AllOff { get; } = new(false, false, false, false);
}

/// <summary>Lifecycle rules as they are returned, and from which size objects change their storage class.</summary>
internal sealed record LifecycleConfiguration(XElement Document, string MinimumSize);

/// <summary>What is configured on a bucket. Replaced as a whole, so that a reader sees one state.</summary>
internal sealed record BucketSettings
{
    public VersioningStatus Versioning { get; init; }

    /// <summary>Whether object versions can be locked. Chosen when the bucket is made; there is no default retention.</summary>
    public bool HasObjectLock { get; init; }

    public ObjectEncryption Encryption { get; init; } = ObjectEncryption.Sse;

    /// <summary>Null once deleted.</summary>
    public PublicAccessBlock? PublicAccessBlock { get; init; } = PublicAccessBlock.AllOn;

    /// <summary>Null once deleted: then as <see cref="ObjectOwnership.ObjectWriter"/>.</summary>
    public ObjectOwnership? Ownership { get; init; } = ObjectOwnership.BucketOwnerEnforced;

    public required AccessControlList Acl { get; init; }

    public BucketPolicy? Policy { get; init; }

    /// <summary>Null when none were ever put: unlike an empty set, that is an error to read.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    public LifecycleConfiguration? Lifecycle { get; init; }

    /// <summary>The switches in effect.</summary>
    public PublicAccessBlock EffectivePublicAccessBlock => PublicAccessBlock ?? PublicAccessBlock.AllOff;

    /// <summary>Whether ACLs grant nothing and cannot be set.</summary>
    public bool AclsAreOff => Ownership == ObjectOwnership.BucketOwnerEnforced;
}
