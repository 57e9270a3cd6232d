using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>128 bits that stand for the content of a key or member. Not for adversaries: it tells accidents apart.</summary>
internal readonly record struct ContentMark(ulong First, ulong Second);

/// <summary>
/// Hashes content in blocks of 4 KiB, so that content which arrives in parts has the mark of content that arrives whole.
/// </summary>
internal struct ContentHash
{
    /// <summary>Bytes that must be at hand together, unless the content ends sooner.</summary>
    public const int BlockBytes = 4096;

    private const ulong Key1 = 0x9E3779B97F4A7C15;
    private const ulong Key2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Key3 = 0xD6E8FEB86659FD93;
    private const ulong Key4 = 0xA0761D6478BD642F;

    // Spread over all bits: as it is, a length differs from another by what one character may make up for ("1" and "21").
    private const ulong LengthKey = 0x8EBC6AF09C88C6E3;

    private ulong _first;
    private ulong _second;

    public static ContentMark Of(ReadOnlySpan<byte> content, ulong seed)
    {
        var hash = Begin(seed);
        hash.Push(content, last: true);
        return hash.Mark;
    }

    public static ContentHash Begin(ulong seed) => new() { _first = seed, _second = seed * Key1 };

    public readonly ContentMark Mark => new(_first, _second);

    /// <summary>Takes the next part.</summary>
    /// <param name="content">What follows, from where the last call stopped.</param>
    /// <param name="last">Whether content ends with it.</param>
    /// <returns>Bytes taken: whole blocks, or everything at the end.</returns>
    public int Push(ReadOnlySpan<byte> content, bool last)
    {
        var taken = 0;
        while (content.Length - taken >= BlockBytes)
        {
            Block(content.Slice(taken, BlockBytes));
            taken += BlockBytes;
        }

        if (!last)
        {
            return taken;
        }

        Block(content[taken..]);
        return content.Length;
    }

    public void Sync(StateCodec codec)
    {
        codec.Fixed(ref _first);
        codec.Fixed(ref _second);
    }

    private void Block(ReadOnlySpan<byte> block)
    {
        ref var start = ref MemoryMarshal.GetReference(block);
        var length = block.Length;
        for (var at = 0; at + 16 < length; at += 16)
        {
            Take(Word(ref start, at), Word(ref start, at + 8));
        }

        var (low, high) = length switch
        {
            >= 16 => (Word(ref start, length - 16), Word(ref start, length - 8)),
            >= 8 => (Word(ref start, 0), Word(ref start, length - 8)),
            >= 4 => (Half(ref start, 0), Half(ref start, length - 4)),
            > 0 => (block[0] | ((ulong)block[length >> 1] << 8) | ((ulong)block[length - 1] << 16), 0UL),
            _ => (0UL, 0UL),
        };
        Take(low ^ ((ulong)length * LengthKey), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(ulong low, ulong high)
    {
        var first = Mix(low ^ Key1 ^ _first, high ^ Key2);
        _second = Mix(low ^ Key3, high ^ Key4 ^ _second);
        _first = first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte start, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Half(ref byte start, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));
}
