using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>
/// Which cache saved which <c>.rdb</c>, known again by size and checksum wherever the file went. The servers here are all of
/// one version and may write no mark of cluster mode, so a file by itself tells neither as one of ElastiCache would.
/// </summary>
internal sealed class SavedFiles
{
    private const int ChecksumBytes = 8;
    private readonly ConcurrentDictionary<(long Bytes, ulong Checksum), SavedBy> _known = new();

    public void Remember(FileInfo file, SavedBy by)
    {
        if (Mark(file) is { } mark)
        {
            _known[mark] = by;
        }
    }

    /// <summary>Null for a file from elsewhere.</summary>
    public SavedBy? Find(FileInfo file) => Mark(file) is { } mark ? _known.GetValueOrDefault(mark) : null;

    private static (long Bytes, ulong Checksum)? Mark(FileInfo file)
    {
        using var content = file.OpenRead();
        if (content.Length < ChecksumBytes)
        {
            return null;
        }

        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        content.Seek(-ChecksumBytes, SeekOrigin.End);
        content.ReadExactly(checksum);
        return (content.Length, BinaryPrimitives.ReadUInt64LittleEndian(checksum));
    }
}

/// <summary>The cache that saved a file.</summary>
/// <param name="Settings">As they were then.</param>
/// <param name="ClusterEnabled">Whether the file is one shard of a cluster.</param>
internal sealed record SavedBy(CacheSettings Settings, bool ClusterEnabled);
