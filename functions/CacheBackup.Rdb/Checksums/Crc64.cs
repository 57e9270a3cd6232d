using System.Runtime.CompilerServices;

namespace CacheBackup.Rdb;

/// <summary>
/// The checksum at the end of an RDB file: CRC-64/Jones (polynomial 0xAD93D23594C935A9, reflected, no initial value and
/// no final exclusive-or). The check value of "123456789" is 0xE9C6D914C4B8D9CA.
/// </summary>
public static class Crc64
{
    /// <summary>The reflected polynomial: bit 63 is the coefficient of x^0.</summary>
    internal const ulong Polynomial = 0x95AC9329AC4BC9B5;

    /// <summary>The polynomial 1 in reflected form.</summary>
    private const ulong One = 1UL << 63;

    // x^(2^n) and x^-(2^n).
    private static readonly ulong[] PowersOfX = Squares(TimesX(One));
    private static readonly ulong[] InversePowersOfX = Squares(TimesInverseOfX(One));

    /// <summary>Continues a checksum over more bytes, by carry-less multiplication where the processor has it.</summary>
    /// <param name="crc">The checksum so far; 0 to begin.</param>
    /// <param name="bytes">What follows.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Crc64WideFolding.BlockBytes && Crc64WideFolding.IsSupported
            ? Crc64WideFolding.Append(crc, bytes)
            : AppendNarrow(crc, bytes);

    /// <summary>The same without vectors of 512 bits.</summary>
    internal static ulong AppendNarrow(ulong crc, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Crc64Folding.BlockBytes)
        {
            if (Crc64Folding.X64.IsSupported)
            {
                return Crc64Folding.Append<Crc64Folding.X64>(crc, bytes);
            }

            if (Crc64Folding.Arm64.IsSupported)
            {
                return Crc64Folding.Append<Crc64Folding.Arm64>(crc, bytes);
            }
        }

        return Crc64Table.Append(crc, bytes);
    }

    /// <summary>The checksum of two ranges in a row, from the checksums of each.</summary>
    /// <param name="first">Checksum of the first range.</param>
    /// <param name="second">Checksum of the second range, begun at 0.</param>
    /// <param name="secondBytes">Bytes of the second range.</param>
    public static ulong Combine(ulong first, ulong second, long secondBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondBytes);
        return Multiply(first, Power((ulong)secondBytes * 8)) ^ second;
    }

    /// <summary>The checksum before the last bytes of a range, from the checksum of the range.</summary>
    /// <param name="crc">Checksum of the range.</param>
    /// <param name="last">Its last bytes.</param>
    public static ulong WithoutLast(ulong crc, ReadOnlySpan<byte> last) =>
        Multiply(crc ^ Append(0, last), Power(InversePowersOfX, (ulong)last.Length * 8));

    /// <summary>x^exponent modulo the polynomial, reflected.</summary>
    internal static ulong Power(ulong exponent) => Power(PowersOfX, exponent);

    private static ulong Power(ulong[] squares, ulong exponent)
    {
        var power = One;
        for (var square = 0; exponent != 0; exponent >>= 1, square++)
        {
            power = (exponent & 1) == 0 ? power : Multiply(power, squares[square]);
        }

        return power;
    }

    private static ulong[] Squares(ulong factor)
    {
        var squares = new ulong[64];
        foreach (ref var square in squares.AsSpan())
        {
            square = factor;
            factor = Multiply(factor, factor);
        }

        return squares;
    }

    // Several times for every part of a file: in code not optimized yet it would take as long as the checksum of the part.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (; left != 0; left <<= 1)
        {
            product ^= right & (ulong)((long)left >> 63);
            right = TimesX(right);
        }

        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TimesX(ulong value) => (value >> 1) ^ (Polynomial & (0 - (value & 1)));

    // The top bit is set if, and only if, TimesX added the polynomial.
    private static ulong TimesInverseOfX(ulong value) => (value & One) == 0 ? value << 1 : ((value ^ Polynomial) << 1) | 1;
}
