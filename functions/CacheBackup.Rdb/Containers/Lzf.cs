using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// LZF as the engines write it: a control byte below 32 copies that many bytes and one more; any other repeats 3 to 264
/// bytes from at most 8 KiB back. A control and what belongs to it is never split, so any part can be worked on alone.
/// </summary>
internal static class Lzf
{
    /// <summary>How far back a repetition reaches, in bytes.</summary>
    public const int Reach = 8192;

    /// <summary>Most bytes one control stands for.</summary>
    public const int LongestOutput = 264;

    /// <summary>Bytes of room behind what comes out that let decoding go fast to the end.</summary>
    public const int Slack = LongestOutput + 32;

    private const int Literals = 32;
    private const int LongLength = 7;

    /// <summary>Walks controls without decoding: enough to know whether decoding would succeed.</summary>
    /// <param name="input">Compressed bytes, from the start of a control.</param>
    /// <param name="produced">Bytes decoded before and after.</param>
    /// <param name="length">Bytes the whole string decodes to.</param>
    /// <param name="used">Bytes of input walked over; what is left is part of a control.</param>
    /// <returns>False where a repetition reaches before the start, or more than length would come out.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Scan(ReadOnlySpan<byte> input, ref long produced, long length, out int used)
    {
        used = 0;
        while (used < input.Length)
        {
            int control = input[used];
            var size = Size(input, used, control, out var count);
            if (size > input.Length - used)
            {
                return true;
            }

            produced += count;
            if (produced > length || (control >= Literals && Distance(input, used, size) > produced - count))
            {
                return false;
            }

            used += size;
        }

        return true;
    }

    /// <summary>Decodes controls while both input and output have room for one.</summary>
    /// <param name="input">Compressed bytes, from the start of a control.</param>
    /// <param name="output">Where to; holds the bytes decoded before, as far back as <see cref="Reach"/>.</param>
    /// <param name="at">End of what is decoded in output, before and after.</param>
    /// <param name="used">Bytes of input decoded; what is left is part of a control or had no room.</param>
    /// <returns>False where a repetition reaches before the start of output.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Decode(ReadOnlySpan<byte> input, Span<byte> output, ref int at, out int used)
    {
        if (!DecodeRoomy(input, output, ref at, out used))
        {
            return false;
        }

        while (used < input.Length)
        {
            int control = input[used];
            var size = Size(input, used, control, out var count);
            if (size > input.Length - used || count > output.Length - at)
            {
                return true;
            }

            if (control < Literals)
            {
                input.Slice(used + 1, count).CopyTo(output[at..]);
            }
            else if (!Repeat(output, at, Distance(input, used, size), count))
            {
                return false;
            }

            at += count;
            used += size;
        }

        return true;
    }

    // The same while there is so much room that copies may write too much: a control reads at most 33 bytes and writes at most
    // 264, the copies round both up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool DecodeRoomy(ReadOnlySpan<byte> input, Span<byte> output, ref int at, out int used)
    {
        ref var source = ref MemoryMarshal.GetReference(input);
        ref var target = ref MemoryMarshal.GetReference(output);
        var lastSource = (nint)input.Length - Literals - 1;
        var lastTarget = (nint)output.Length - Slack;
        nint from = 0;
        nint to = at;
        while (from < lastSource && to <= lastTarget)
        {
            nint control = Unsafe.Add(ref source, from++);
            if (control < Literals)
            {
                Vector256.LoadUnsafe(ref source, (nuint)from).StoreUnsafe(ref target, (nuint)to);
                from += control + 1;
                to += control + 1;
                continue;
            }

            var count = control >> 5;
            if (count == LongLength)
            {
                count += Unsafe.Add(ref source, from++);
            }

            count += 2;
            var distance = ((control & 0x1F) << 8) + Unsafe.Add(ref source, from++) + 1;
            if (distance > to)
            {
                used = 0;
                return false;
            }

            // Most repetitions are this short and not that near: one branch that is nearly always foretold.
            if (count <= sizeof(ulong) && distance >= sizeof(ulong))
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, to), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref target, to - distance)));
            }
            else
            {
                CopyBack(ref target, to, distance, count);
            }

            to += count;
        }

        (used, at) = ((int)from, (int)to);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBack(ref byte target, nint to, nint distance, nint count)
    {
        var end = to + count;
        if (distance >= Vector128<byte>.Count)
        {
            for (; to < end; to += Vector128<byte>.Count)
            {
                Vector128.LoadUnsafe(ref target, (nuint)(to - distance)).StoreUnsafe(ref target, (nuint)to);
            }
        }
        else if (distance >= sizeof(ulong))
        {
            for (; to < end; to += sizeof(ulong))
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, to), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref target, to - distance)));
            }
        }
        else
        {
            // Closer than a word, the copy reads what it has just written.
            for (; to < end; to++)
            {
                Unsafe.Add(ref target, to) = Unsafe.Add(ref target, to - distance);
            }
        }
    }

    // Bytes of the control with what belongs to it, and how many bytes it stands for.
    private static int Size(ReadOnlySpan<byte> input, int at, int control, out int count)
    {
        if (control < Literals)
        {
            count = control + 1;
            return count + 1;
        }

        count = (control >> 5) + 2;
        if (count < LongLength + 2)
        {
            return 2;
        }

        count += at + 1 < input.Length ? input[at + 1] : 0;
        return 3;
    }

    private static int Distance(ReadOnlySpan<byte> input, int at, int size) =>
        ((input[at] & 0x1F) << 8) + input[at + size - 1] + 1;

    private static bool Repeat(Span<byte> output, int at, int distance, int count)
    {
        var from = at - distance;
        if (from < 0)
        {
            return false;
        }

        if (distance >= count)
        {
            output.Slice(from, count).CopyTo(output[at..]);
        }
        else if (distance == 1)
        {
            output.Slice(at, count).Fill(output[from]);
        }
        else
        {
            // The copy reads what it has just written.
            for (var end = at + count; at < end; at++, from++)
            {
                output[at] = output[from];
            }
        }

        return true;
    }
}
