using System.Collections.Concurrent;
using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage.Generated;

/// <summary>Bytes that are made when they are read, and take no room.</summary>
/// <param name="seed">Decides what they are.</param>
/// <param name="length">In bytes.</param>
internal sealed class GeneratedBlob(long seed, long length) : Blob(length)
{
    private readonly GeneratedBlocks _blocks = new(seed);
    private readonly ConcurrentDictionary<Crc, BlockChecksums> _checksums = new();

    public override IBlobReader Open() => new Reader(this);

    /// <summary>Reads the ends of the range that are no whole blocks, and knows the rest.</summary>
    public override ulong? ChecksumOf(Crc crc, long offset, long length)
    {
        var end = offset + length;
        var (first, last) = ((offset + GeneratedBlocks.Bytes - 1) / GeneratedBlocks.Bytes, end / GeneratedBlocks.Bytes);
        if (first >= last)
        {
            return crc.Append(0, Read(offset, length));
        }

        var head = crc.Append(0, Read(offset, (first * GeneratedBlocks.Bytes) - offset));
        var whole = _checksums.GetOrAdd(crc, _ => new BlockChecksums(crc, _blocks)).Of(first, last);
        var checksum = crc.Combine(head, whole, (last - first) * GeneratedBlocks.Bytes);
        return crc.Append(checksum, Read(last * GeneratedBlocks.Bytes, end - (last * GeneratedBlocks.Bytes)));
    }

    protected override void Discard()
    {
    }

    private byte[] Read(long offset, long length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < bytes.Length;)
        {
            read += _blocks.Read(bytes.AsSpan(read), offset + read);
        }

        return bytes;
    }

    private sealed class Reader(GeneratedBlob blob) : IBlobReader
    {
        public ValueTask<int> ReadAsync(Memory<byte> buffer, long position, CancellationToken cancellationToken)
        {
            var wanted = (int)Math.Min(buffer.Length, blob.Length - position);
            return ValueTask.FromResult(blob._blocks.Read(buffer.Span[..wanted], position));
        }

        public void Dispose()
        {
        }
    }
}
