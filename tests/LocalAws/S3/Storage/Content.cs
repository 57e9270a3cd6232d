using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>
/// The bytes of an object version or a part: slices of blobs, one after the other. Whoever holds one disposes it exactly
/// once; sharing, slicing and joining give new ones over the same blobs without touching a byte.
/// </summary>
internal sealed class Content : IDisposable
{
    private readonly IReadOnlyList<Segment> _segments;
    private int _disposed;

    private Content(IReadOnlyList<Segment> segments)
    {
        _segments = segments;
        Length = segments.Sum(segment => segment.Length);
        foreach (var segment in segments)
        {
            segment.Blob.AddUser();
        }
    }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>All of one blob.</summary>
    public static Content Of(Blob blob) => new([new Segment(blob, 0, blob.Length)]);

    /// <summary>One after the other.</summary>
    public static Content Join(IEnumerable<Content> contents) => new([.. contents.SelectMany(content => content._segments)]);

    /// <summary>The same bytes for another holder. The caller keeps this one alive meanwhile.</summary>
    public Content Share() => new(_segments);

    /// <summary>Some of the bytes for another holder.</summary>
    public Content Slice(long offset, long length) => new([.. Cut(offset, length)]);

    /// <summary>The CRC of the bytes, where every blob knows its own without being read; else null.</summary>
    public ulong? ChecksumOf(Crc crc) => _segments.Aggregate(
        (ulong?)0,
        (sum, segment) => sum is { } before && segment.Blob.ChecksumOf(crc, segment.Offset, segment.Length) is { } next
            ? crc.Combine(before, next, segment.Length)
            : null);

    /// <summary>A stream over the bytes; it does not take this content over.</summary>
    public ContentStream OpenRead() => new(_segments);

    /// <summary>Ends this holder's use.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        foreach (var segment in _segments)
        {
            segment.Blob.RemoveUser();
        }
    }

    private IEnumerable<Segment> Cut(long offset, long length)
    {
        foreach (var segment in _segments)
        {
            var skipped = Math.Min(offset, segment.Length);
            var taken = Math.Min(length, segment.Length - skipped);
            if (taken > 0)
            {
                yield return new Segment(segment.Blob, segment.Offset + skipped, taken);
            }

            offset -= skipped;
            length -= taken;
        }
    }

    /// <summary>Some bytes of a blob.</summary>
    internal readonly record struct Segment(Blob Blob, long Offset, long Length);
}
