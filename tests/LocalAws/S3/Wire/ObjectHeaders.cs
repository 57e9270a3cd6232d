using System.Text;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>What an object version looks like in headers.</summary>
internal static class ObjectHeaders
{
    private const string UserPrefix = "x-amz-meta-";

    /// <summary>User-defined metadata, names and values together, in bytes.</summary>
    private const int MaxUserBytes = 2 * 1024;

    private static readonly string[] System =
        ["Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type", "Expires"];

    /// <summary>The metadata a request wants to keep with an object.</summary>
    public static ObjectMetadata Metadata(S3Request request)
    {
        var system = System.Where(name => !string.IsNullOrEmpty(request.Header(name)))
            .ToDictionary(name => name, name => request.Header(name)!);
        DropTransferEncoding(system);
        var user = request.Http.Request.Headers
            .Where(header => header.Key.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var bytes = user.Sum(
            header => Encoding.UTF8.GetByteCount(header.Key) - UserPrefix.Length + Encoding.UTF8.GetByteCount(header.Value));
        return bytes <= MaxUserBytes
            ? new ObjectMetadata(system, user)
            : throw new S3Exception(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
            {
                Details = [("Size", bytes.ToString()), ("MaxSizeAllowed", MaxUserBytes.ToString())],
            };
    }

    /// <summary>Writes what GET and HEAD say about a version.</summary>
    public static void Write(S3Request request, ObjectVersion version)
    {
        var headers = request.Response.Headers;
        headers.ETag = $"\"{version.ETag}\"";
        headers.LastModified = version.LastModified.ToString("r");
        headers.AcceptRanges = "bytes";
        headers.ContentType = "binary/octet-stream";
        foreach (var (name, value) in version.Metadata.System.Concat(version.Metadata.User))
        {
            headers[name] = Encoded(value);
        }

        WriteEncryption(request, version.Encryption);
        WriteVersion(request, version);
        if (version.StorageClass != "STANDARD")
        {
            headers["x-amz-storage-class"] = version.StorageClass;
        }

        if (version.Lock is { } held)
        {
            LockHeaders.Write(request, held);
        }

        if (version.Tags.Count > 0)
        {
            headers["x-amz-tagging-count"] = version.Tags.Count.ToString();
        }
    }

    /// <summary>Writes the version id where the bucket has, or had, versioning.</summary>
    public static void WriteVersion(S3Request request, ObjectVersion version)
    {
        if (request.Bucket.Settings.Versioning != VersioningStatus.Unversioned)
        {
            request.Response.Headers["x-amz-version-id"] = version.VersionId;
        }
    }

    public static void WriteEncryption(S3Request request, ObjectEncryption encryption)
    {
        var headers = request.Response.Headers;
        headers["x-amz-server-side-encryption"] = encryption.Algorithm;
        if (encryption.KmsKeyId is { } key)
        {
            headers["x-amz-server-side-encryption-aws-kms-key-id"] = key;
        }

        if (encryption.BucketKey)
        {
            headers["x-amz-server-side-encryption-bucket-key-enabled"] = "true";
        }
    }

    public static void WriteChecksum(S3Request request, ObjectChecksum? checksum)
    {
        if (checksum is not null)
        {
            request.Response.Headers[checksum.Algorithm.Header] = checksum.Value;
            request.Response.Headers["x-amz-checksum-type"] = checksum.Type.WireName();
        }
    }

    /// <summary><c>aws-chunked</c> belongs to the transfer, not to the object.</summary>
    private static void DropTransferEncoding(Dictionary<string, string> system)
    {
        if (system.Remove("Content-Encoding", out var encoding)
            && string.Join(',', encoding.Split(',', StringSplitOptions.TrimEntries).Where(part => part != "aws-chunked")) is
            { Length: > 0 } kept)
        {
            system["Content-Encoding"] = kept;
        }
    }

    /// <summary>Header values are ASCII: anything else goes as an RFC 2047 word, as S3 sends it.</summary>
    private static string Encoded(string value) =>
        Ascii.IsValid(value) ? value : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";
}
