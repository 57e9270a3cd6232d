namespace CacheBackup.LocalAws.S3.Checksums;

/// <summary>The checksum an object or a part keeps.</summary>
/// <param name="Algorithm">What computed it.</param>
/// <param name="Type">Of all bytes, or of the parts' checksums.</param>
/// <param name="Value">As on the wire: base64, a composite one with <c>-</c> and the number of parts.</param>
internal sealed record ObjectChecksum(ChecksumAlgorithm Algorithm, ChecksumType Type, string Value)
{
    public static ObjectChecksum FullObject(ChecksumAlgorithm algorithm, byte[] value) =>
        new(algorithm, ChecksumType.FullObject, Convert.ToBase64String(value));

    /// <summary>The checksum of an object made of parts.</summary>
    public static ObjectChecksum OfParts(
        ChecksumAlgorithm algorithm, ChecksumType type, IReadOnlyList<(byte[] Checksum, long Length)> parts) =>
        type == ChecksumType.Composite ? Composite(algorithm, parts) : Joined(algorithm, parts);

    private static ObjectChecksum Composite(ChecksumAlgorithm algorithm, IReadOnlyList<(byte[] Checksum, long Length)> parts)
    {
        using var digest = algorithm.Start();
        foreach (var (checksum, _) in parts)
        {
            digest.Append(checksum);
        }

        return new ObjectChecksum(algorithm, ChecksumType.Composite, $"{Convert.ToBase64String(digest.Finish())}-{parts.Count}");
    }

    private static ObjectChecksum Joined(ChecksumAlgorithm algorithm, IReadOnlyList<(byte[] Checksum, long Length)> parts)
    {
        var crc = algorithm.Crc ?? throw new ArgumentException($"{algorithm.Name} cannot be joined.", nameof(algorithm));
        var joined = parts.Aggregate(0UL, (sum, part) => crc.Combine(sum, CrcValue.FromBytes(part.Checksum), part.Length));
        return FullObject(algorithm, CrcValue.ToBytes(joined, algorithm.ByteLength));
    }
}
