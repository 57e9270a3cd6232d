using System.Security.Cryptography;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Digests of bytes that are stored already.</summary>
internal static class ContentDigests
{
    /// <summary>Reads all of it: MD5 and a checksum.</summary>
    public static async Task<(byte[] Md5, byte[] Checksum)> OfAsync(Content content, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        using var md5 = new HashDigest(HashAlgorithmName.MD5);
        using var digest = algorithm.Start();
        using var stream = content.OpenRead();
        await Transfer.RunAsync(stream.ReadAsync, null, [md5, digest], cancellationToken);
        return (md5.Finish(), digest.Finish());
    }
}
