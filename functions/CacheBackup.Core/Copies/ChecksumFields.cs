using Amazon.S3.Model;

namespace CacheBackup.Core.Copies;

/// <summary>The SDK has a member for every algorithm; here they are one, by the algorithm's name.</summary>
internal static class ChecksumFields
{
    /// <summary>The checksum of a listed part, whichever it has.</summary>
    public static string? Of(PartDetail part) =>
        part.ChecksumCRC64NVME ?? part.ChecksumCRC32C ?? part.ChecksumCRC32 ?? part.ChecksumSHA256 ?? part.ChecksumSHA1;

    /// <summary>Names the checksum of a part.</summary>
    public static void Set(PartETag part, string algorithm, string? value)
    {
        switch (algorithm)
        {
            case "CRC64NVME":
                part.ChecksumCRC64NVME = value;
                break;
            case "CRC32C":
                part.ChecksumCRC32C = value;
                break;
            case "CRC32":
                part.ChecksumCRC32 = value;
                break;
            case "SHA256":
                part.ChecksumSHA256 = value;
                break;
            default:
                part.ChecksumSHA1 = value;
                break;
        }
    }

    /// <summary>Names the checksum of the object. Those of other algorithms are never of the whole one.</summary>
    public static void Set(CompleteMultipartUploadRequest request, string algorithm, string value)
    {
        switch (algorithm)
        {
            case "CRC64NVME":
                request.ChecksumCRC64NVME = value;
                break;
            case "CRC32C":
                request.ChecksumCRC32C = value;
                break;
            case "CRC32":
                request.ChecksumCRC32 = value;
                break;
            case "SHA256":
                request.ChecksumSHA256 = value;
                break;
            default:
                request.ChecksumSHA1 = value;
                break;
        }
    }
}
