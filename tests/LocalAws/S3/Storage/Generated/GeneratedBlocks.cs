using System.Buffers.Binary;

namespace CacheBackup.LocalAws.S3.Storage.Generated;

/// <summary>An endless row of blocks: each holds its number and then a pattern that all have, so that no two are alike.</summary>
/// <param name="seed">Decides the pattern.</param>
internal sealed class GeneratedBlocks(long seed)
{
    /// <summary>Of one block.</summary>
    public const int Bytes = 4096;

    /// <summary>Of a block's number, little-endian.</summary>
    public const int NumberBytes = sizeof(long);

    private readonly byte[] _pattern = Pattern(seed);

    /// <summary>What follows the number.</summary>
    public ReadOnlySpan<byte> Rest => _pattern.AsSpan(NumberBytes);

    /// <summary>Reads to the end of the buffer or of the block at that position, whichever comes first.</summary>
    public int Read(Span<byte> buffer, long position)
    {
        Span<byte> block = stackalloc byte[Bytes];
        _pattern.CopyTo(block);
        BinaryPrimitives.WriteInt64LittleEndian(block, position / Bytes);
        var piece = block[(int)(position % Bytes)..];
        piece = piece[..Math.Min(piece.Length, buffer.Length)];
        piece.CopyTo(buffer);
        return piece.Length;
    }

    private static byte[] Pattern(long seed)
    {
        var pattern = new byte[Bytes];
        new Random((int)(seed ^ (seed >> 32))).NextBytes(pattern);
        return pattern;
    }
}
