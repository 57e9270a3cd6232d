using Amazon.S3;
using Amazon.S3.Model;

namespace CacheBackup.Core.Objects;

/// <summary>Reads the facts of an object out of the answer to a HEAD request.</summary>
internal static class ObjectFactsReader
{
    public static ObjectFacts Read(string key, GetObjectMetadataResponse response)
    {
        var etag = response.ETag.Trim('"');
        return new ObjectFacts(
            key,
            response.ContentLength,
            etag,
            response.VersionId,
            new DateTimeOffset(response.LastModified ?? default, TimeSpan.Zero),
            Checksum(response),
            IsDigest(etag, response.ServerSideEncryptionMethod),
            response.ServerSideEncryptionKeyManagementServiceKeyId,
            response.StorageClass?.Value ?? S3StorageClass.Standard.Value)
        {
            UsesBucketKey = response.BucketKeyEnabled == true,
        };
    }

    private static bool IsDigest(string etag, ServerSideEncryptionMethod? encryption) =>
        !etag.Contains('-') && encryption?.Value is null or "" or "AES256";

    // An object has one checksum; the order only says which to prefer should S3 ever answer with several.
    private static ObjectChecksum? Checksum(GetObjectMetadataResponse response)
    {
        (string Algorithm, string? Value)[] all =
        [
            ("CRC64NVME", response.ChecksumCRC64NVME),
            ("CRC32C", response.ChecksumCRC32C),
            ("CRC32", response.ChecksumCRC32),
            ("SHA256", response.ChecksumSHA256),
            ("SHA1", response.ChecksumSHA1),
        ];
        var (algorithm, value) = Array.Find(all, checksum => checksum.Value is not null);
        var isWhole = response.ChecksumType != ChecksumType.COMPOSITE && value?.Contains('-') == false;
        return value is null ? null : new ObjectChecksum(algorithm, value, isWhole);
    }
}
