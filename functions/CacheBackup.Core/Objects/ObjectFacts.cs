namespace CacheBackup.Core.Objects;

/// <summary>What S3 says about one object, as read by a HEAD request.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">Its ETag, without quotes.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning.</param>
/// <param name="LastModified">When it was written.</param>
/// <param name="Checksum">The checksum S3 keeps for it, if any.</param>
/// <param name="ETagIsDigest">Whether the ETag is the MD5 of the content: written in one piece, and not encrypted with a KMS key.</param>
/// <param name="KmsKeyId">ARN of the KMS key it is encrypted with; null for S3's own key.</param>
/// <param name="StorageClass">Its storage class.</param>
public sealed record ObjectFacts(
    string Key,
    long Bytes,
    string ETag,
    string? VersionId,
    DateTimeOffset LastModified,
    ObjectChecksum? Checksum,
    bool ETagIsDigest,
    string? KmsKeyId,
    string StorageClass)
{
    /// <summary>Whether it is encrypted under an S3 Bucket Key, which ElastiCache cannot read.</summary>
    public bool UsesBucketKey { get; init; }
}

/// <summary>A checksum as S3 keeps it.</summary>
/// <param name="Algorithm">Such as <c>CRC64NVME</c>.</param>
/// <param name="Value">Base64; a composite one ends in <c>-</c> and the number of parts.</param>
/// <param name="OfWholeObject">Whether it covers the content as one; false where it is a checksum of the parts' checksums.</param>
public sealed record ObjectChecksum(string Algorithm, string Value, bool OfWholeObject);
