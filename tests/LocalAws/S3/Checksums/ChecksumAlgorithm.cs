using System.Security.Cryptography;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Checksums;

/// <summary>How the checksum of a multipart object comes about.</summary>
internal enum ChecksumType
{
    /// <summary>Of all bytes, wherever the parts begin.</summary>
    FullObject,

    /// <summary>Of the parts' checksums, so it depends on the parts' boundaries.</summary>
    Composite,
}

/// <summary>A checksum algorithm of S3.</summary>
/// <param name="Name">As in <c>x-amz-checksum-algorithm</c>.</param>
/// <param name="ByteLength">Bytes of a value.</param>
/// <param name="Crc">The CRC, or null for a cryptographic hash.</param>
internal sealed record ChecksumAlgorithm(string Name, int ByteLength, Crc? Crc)
{
    public static readonly ChecksumAlgorithm Crc32 = new("CRC32", 4, Crc.Crc32);
    public static readonly ChecksumAlgorithm Crc32C = new("CRC32C", 4, Crc.Crc32C);
    public static readonly ChecksumAlgorithm Crc64Nvme = new("CRC64NVME", 8, Crc.Crc64Nvme);
    public static readonly ChecksumAlgorithm Sha1 = new("SHA1", 20, null);
    public static readonly ChecksumAlgorithm Sha256 = new("SHA256", 32, null);

    /// <summary>Every algorithm this emulator computes.</summary>
    public static readonly IReadOnlyList<ChecksumAlgorithm> All = [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256];

    /// <summary>Algorithms of the API that are not computed here: refused, never ignored.</summary>
    private static readonly string[] Unsupported = ["SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"];

    /// <summary>Such as <c>x-amz-checksum-crc32c</c>.</summary>
    public string Header { get; } = $"x-amz-checksum-{Name.ToLowerInvariant()}";

    /// <summary>Such as <c>ChecksumCRC32C</c>.</summary>
    public string Element { get; } = $"Checksum{Name}";

    /// <summary>As error messages spell it.</summary>
    public string LowerName { get; } = Name.ToLowerInvariant();

    /// <summary>Headers of algorithms that are refused.</summary>
    public static IEnumerable<string> UnsupportedHeaders => Unsupported.Select(name => $"x-amz-checksum-{name.ToLowerInvariant()}");

    /// <summary>The type of a multipart checksum when the client names none.</summary>
    public ChecksumType DefaultType => this == Crc64Nvme ? ChecksumType.FullObject : ChecksumType.Composite;

    /// <summary>The algorithm of that name, in any case.</summary>
    /// <exception cref="S3Exception">Unknown, or not computed here.</exception>
    public static ChecksumAlgorithm Parse(string name, string header)
    {
        if (Unsupported.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw S3Errors.NotImplemented($"The local S3 does not compute {name} checksums.");
        }

        var names = string.Join(", ", All.Select(algorithm => algorithm.Name));
        return All.FirstOrDefault(algorithm => algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw S3Errors.InvalidRequest(
                $"Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{names}] ({header})");
    }

    /// <summary>Whether a multipart upload of this algorithm can have a checksum of that type.</summary>
    public bool Allows(ChecksumType type) => type == ChecksumType.Composite ? this != Crc64Nvme : Crc is not null;

    /// <summary>Starts computing.</summary>
    public IDigest Start() => Crc is not null
        ? new CrcDigest(Crc)
        : new HashDigest(this == Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
}

/// <summary>Names of <see cref="ChecksumType"/> on the wire.</summary>
internal static class ChecksumTypes
{
    public static string WireName(this ChecksumType type) => type == ChecksumType.FullObject ? "FULL_OBJECT" : "COMPOSITE";

    public static ChecksumType Parse(string name) => name switch
    {
        "FULL_OBJECT" => ChecksumType.FullObject,
        "COMPOSITE" => ChecksumType.Composite,
        _ => throw S3Errors.InvalidRequest("Value for x-amz-checksum-type header is invalid."),
    };
}
