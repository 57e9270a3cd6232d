using System.Security.Cryptography;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>ETag and checksum of bytes that are stored already.</summary>
internal static class ContentDigests
{
    /// <summary>Taken over from a source that is copied whole and has the very same; else computed from the bytes.</summary>
    /// <param name="content">The bytes of <paramref name="range"/>.</param>
    /// <param name="encryption">Of the copy: only under SSE-S3 its ETag is an MD5.</param>
    /// <returns>ETag of a part or a single-part object, and the checksum's bytes.</returns>
    public static async Task<(string ETag, byte[] Checksum)> OfCopyAsync(
        ObjectVersion source, ByteRange range, Content content, ChecksumAlgorithm algorithm, ObjectEncryption encryption,
        CancellationToken cancellationToken)
    {
        var isWhole = range == new ByteRange(0, source.Size);
        var isETagKnown = !encryption.IsSse || (source.Encryption.IsSse && source.Parts.Count == 0);
        if (isWhole && isETagKnown && source.Checksum is { Type: ChecksumType.FullObject } known && known.Algorithm == algorithm)
        {
            return (encryption.IsSse ? source.ETag : NewObject.OpaqueETag(), Convert.FromBase64String(known.Value));
        }

        using var md5 = new HashDigest(HashAlgorithmName.MD5);
        using var checksum = algorithm.Start();
        using var stream = content.OpenRead();
        await Transfer.RunAsync(stream.ReadAsync, null, [md5, checksum], cancellationToken);
        return (encryption.IsSse ? Convert.ToHexStringLower(md5.Finish()) : NewObject.OpaqueETag(), checksum.Finish());
    }
}
