using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>One version of an object, or a delete marker.</summary>
internal sealed record ObjectVersion
{
    /// <summary>The version id of what was written while versioning was not enabled.</summary>
    public const string NullId = "null";

    public required string Key { get; init; }

    /// <summary><see cref="NullId"/> or an opaque id.</summary>
    public required string VersionId { get; init; }

    /// <summary>12 digits: the account that owns it, not always the bucket's.</summary>
    public required string OwnerAccount { get; init; }

    /// <summary>In whole seconds, as S3 shows it.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Null for a delete marker.</summary>
    public Content? Content { get; init; }

    /// <summary>Without quotes; empty for a delete marker.</summary>
    public string ETag { get; init; } = "";

    /// <summary>What the writer asked to keep with it.</summary>
    public ObjectMetadata Metadata { get; init; } = ObjectMetadata.Empty;

    public string StorageClass { get; init; } = "STANDARD";

    public ObjectEncryption Encryption { get; init; } = ObjectEncryption.Sse;

    public ObjectChecksum? Checksum { get; init; }

    /// <summary>Empty unless uploaded in parts.</summary>
    public IReadOnlyList<ObjectPart> Parts { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    public required AccessControlList Acl { get; init; }

    /// <summary>Null where it is not locked.</summary>
    public VersionLock? Lock { get; init; }

    public bool IsDeleteMarker => Content is null;

    /// <summary>In bytes.</summary>
    public long Size => Content?.Length ?? 0;
}

/// <summary>A retention of one version.</summary>
/// <param name="Mode"><c>GOVERNANCE</c> or <c>COMPLIANCE</c>: here neither can be bypassed.</param>
/// <param name="Until">Before, the version cannot be deleted.</param>
internal sealed record VersionLock(string Mode, DateTimeOffset Until);

/// <summary>A part of a multipart object.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Checksum">Base64, or null where parts keep none.</param>
internal sealed record ObjectPart(int Number, long Size, string? Checksum);

/// <summary>Headers that come back as they were sent.</summary>
/// <param name="System">Content-Type and its like, by header name.</param>
/// <param name="User"><c>x-amz-meta-</c> headers, by full lower-case name.</param>
internal sealed record ObjectMetadata(IReadOnlyDictionary<string, string> System, IReadOnlyDictionary<string, string> User)
{
    public static ObjectMetadata Empty { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());
}

/// <summary>Encryption at rest. Nothing is encrypted here: only what the headers say is kept.</summary>
/// <param name="Algorithm"><c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>.</param>
/// <param name="KmsKeyId">Key id or ARN.</param>
/// <param name="BucketKey">Whether S3 Bucket Keys are used.</param>
internal sealed record ObjectEncryption(string Algorithm, string? KmsKeyId, bool BucketKey)
{
    /// <summary>SSE-S3, the default of every bucket.</summary>
    public static ObjectEncryption Sse { get; } = new("AES256", null, false);

    /// <summary>Only then is an ETag an MD5.</summary>
    public bool IsSse => Algorithm == "AES256";
}
