using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CacheBackup.Rdb.Parsing;

internal sealed partial class RdbParser
{
    private const int ThirtyTwoBits = 0x80;
    private const int SixtyFourBits = 0x81;
    private const int FirstEncoding = 0xC0;

    // Beyond any object store's limit, and sums of two stay far from overflow.
    private const ulong LongestString = 1UL << 60;

    private long _oddLengthAt = -1;

    /// <summary>Reads a length.</summary>
    /// <returns>False where more is needed or it is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryLength(ReadOnlySpan<byte> window, ref int at, out ulong length)
    {
        length = 0;
        if (at >= window.Length)
        {
            return false;
        }

        var first = window[at];
        var size = first < 0x40 ? 1 : first < 0x80 ? 2 : first == ThirtyTwoBits ? 5 : 9;
        if (first >= FirstEncoding)
        {
            // No engine writes an encoding here, every engine reads it as its low six bits.
            _oddLengthAt = _oddLengthAt < 0 ? _base + at : _oddLengthAt;
            length = first & 0x3Fu;
            at++;
            return true;
        }

        if (first > SixtyFourBits)
        {
            return Malformed(_base + at, $"byte {first:X2} where a length belongs");
        }

        if (window.Length - at < size)
        {
            return false;
        }

        length = size switch
        {
            1 => first,
            2 => (ulong)(((first & 0x3F) << 8) | window[at + 1]),
            5 => BinaryPrimitives.ReadUInt32BigEndian(window[(at + 1)..]),
            _ => BinaryPrimitives.ReadUInt64BigEndian(window[(at + 1)..]),
        };
        at += size;
        return true;
    }

    /// <summary>Reads lengths in a row.</summary>
    private bool TryLengths(ReadOnlySpan<byte> window, ref int at, Span<ulong> lengths)
    {
        foreach (ref var length in lengths)
        {
            if (!TryLength(window, ref at, out length))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryEight(ReadOnlySpan<byte> window, ref int at, out ulong value)
    {
        var has = window.Length - at >= sizeof(ulong);
        value = has ? BinaryPrimitives.ReadUInt64LittleEndian(window[at..]) : 0;
        at += has ? sizeof(ulong) : 0;
        return has;
    }

    /// <summary>Reads a count of elements into a field of the state.</summary>
    private bool Count(ReadOnlySpan<byte> window, out long count)
    {
        count = 0;
        if (!TryLength(window, ref _at, out var length))
        {
            return false;
        }

        // Each element takes a byte or more, so no file has more than this.
        count = (long)Math.Min(length, LongestString);
        return true;
    }

    /// <summary>Reads what stands before the bytes of a string.</summary>
    /// <returns>Bytes read; 0 where more are needed or it is no string.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int StringHead(ReadOnlySpan<byte> window, out StringHead head)
    {
        head = default;
        var at = _at;
        if (at >= window.Length)
        {
            return 0;
        }

        if (window[at] >= FirstEncoding)
        {
            return EncodedHead(window, out head);
        }

        if (!TryLength(window, ref at, out var length) || !IsPossible(length))
        {
            return 0;
        }

        head = new StringHead(StringKind.Raw, (long)length, (long)length);
        return at - _at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int EncodedHead(ReadOnlySpan<byte> window, out StringHead head)
    {
        var at = _at + 1;
        head = (window[_at] & 0x3F) switch
        {
            0 => new StringHead(StringKind.Integer, 1, 1),
            1 => new StringHead(StringKind.Integer, 2, 2),
            2 => new StringHead(StringKind.Integer, 4, 4),
            _ => default,
        };
        if (head.Kind == StringKind.Integer)
        {
            return 1;
        }

        if (window[_at] != 0xC3)
        {
            MalformedHere($"a string begins with {window[_at]:X2}, which is no encoding");
            return 0;
        }

        Span<ulong> lengths = stackalloc ulong[2];
        if (!TryLengths(window, ref at, lengths) || !IsPossible(lengths[0]) || !IsPossible(lengths[1]))
        {
            return 0;
        }

        if (lengths[0] == 0)
        {
            MalformedHere("a compressed string without a byte");
            return 0;
        }

        head = new StringHead(StringKind.Compressed, (long)lengths[0], (long)lengths[1]);
        return at - _at;
    }

    private bool IsPossible(ulong length) =>
        length <= LongestString || MalformedHere($"a string of {length:N0} bytes");
}
