using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CacheBackup.LocalAws.S3.Checksums;

/// <summary>
/// A reflected CRC of up to 64 bits whose initial value and final inversion are all ones: every CRC that S3 knows.
/// Long input is folded 64 bytes at a time by carry-less multiplication where the processor has it, and looked up
/// 8 bytes at a time where it has not.
/// </summary>
/// <remarks>
/// Folding keeps the remainder of the message modulo the polynomial while shortening it: a 128-bit lane that lies D bits
/// ahead is multiplied by x^D and added. The last 16 bytes go through the tables, so no Barrett reduction is needed.
/// A product of two reflected 64-bit values is one bit short of a reflected 128-bit one, hence the "- 1" in the powers.
/// </remarks>
internal sealed class Crc
{
    private const int Lane = 16;
    private const int Block = 4 * Lane;

    private readonly int _width;
    private readonly ulong _polynomial;
    private readonly ulong _mask;
    private readonly ulong[][] _tables;
    private readonly Vector128<ulong> _acrossBlock;
    private readonly Vector128<ulong> _acrossLane;

    private Crc(int width, ulong reflectedPolynomial)
    {
        _width = width;
        _polynomial = reflectedPolynomial;
        _mask = ulong.MaxValue >> (64 - width);
        _tables = Tables(reflectedPolynomial);
        _acrossBlock = FoldBy(8 * Block);
        _acrossLane = FoldBy(8 * Lane);
    }

    /// <summary>CRC-32 as in zlib and gzip.</summary>
    public static Crc Crc32 { get; } = new(32, 0xEDB88320);

    /// <summary>CRC-32C (Castagnoli).</summary>
    public static Crc Crc32C { get; } = new(32, 0x82F63B78);

    /// <summary>CRC-64/NVME, the checksum S3 computes by default.</summary>
    public static Crc Crc64Nvme { get; } = new(64, 0x9A6C9329AC4BC9B5);

    /// <summary>Bytes of a finished value.</summary>
    public int ByteLength => _width / 8;

    /// <summary>
    /// The checksum of the bytes behind <paramref name="checksum"/> followed by <paramref name="data"/>; 0 stands for no bytes.
    /// </summary>
    public ulong Append(ulong checksum, ReadOnlySpan<byte> data)
    {
        var state = checksum ^ _mask;
        if (Pclmulqdq.IsSupported && data.Length >= 2 * Block)
        {
            var folded = data.Length - (data.Length % Block);
            state = Fold(state, data[..folded]);
            data = data[folded..];
        }

        return LookUp(state, data) ^ _mask;
    }

    /// <summary>The checksum of two pieces joined, from the checksums of each.</summary>
    /// <param name="first">Checksum of the first piece.</param>
    /// <param name="second">Checksum of the second piece.</param>
    /// <param name="secondLength">Length of the second piece, in bytes.</param>
    public ulong Combine(ulong first, ulong second, long secondLength) =>
        Multiply(Past(secondLength), first) ^ second;

    /// <summary>The factor that moves the checksum of a piece past what follows it: <see cref="Combine"/>, in two steps.</summary>
    /// <param name="bytes">Length of what follows.</param>
    public ulong Past(long bytes) => PowerOfX(8 * bytes);

    /// <summary>The product of two reflected polynomials modulo the polynomial.</summary>
    public ulong Multiply(ulong a, ulong b)
    {
        var product = 0UL;
        for (var bit = 1UL << (_width - 1); bit != 0; bit >>= 1)
        {
            product ^= (a & bit) != 0 ? b : 0;
            b = (b >> 1) ^ ((b & 1) != 0 ? _polynomial : 0);
        }

        return product;
    }

    private ulong LookUp(ulong state, ReadOnlySpan<byte> data)
    {
        var t = _tables;
        for (; data.Length >= 8; data = data[8..])
        {
            state ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
            state = t[7][(byte)state] ^ t[6][(byte)(state >> 8)] ^ t[5][(byte)(state >> 16)] ^ t[4][(byte)(state >> 24)]
                ^ t[3][(byte)(state >> 32)] ^ t[2][(byte)(state >> 40)] ^ t[1][(byte)(state >> 48)] ^ t[0][(byte)(state >> 56)];
        }

        foreach (var value in data)
        {
            state = (state >> 8) ^ t[0][(byte)(state ^ value)];
        }

        return state;
    }

    private ulong Fold(ulong state, ReadOnlySpan<byte> data)
    {
        var (a, b, c, d) = (Load(data, 0), Load(data, 1), Load(data, 2), Load(data, 3));
        a ^= Vector128.CreateScalar(state);
        for (data = data[Block..]; data.Length >= Block; data = data[Block..])
        {
            a = Advance(a, _acrossBlock) ^ Load(data, 0);
            b = Advance(b, _acrossBlock) ^ Load(data, 1);
            c = Advance(c, _acrossBlock) ^ Load(data, 2);
            d = Advance(d, _acrossBlock) ^ Load(data, 3);
        }

        b ^= Advance(a, _acrossLane);
        c ^= Advance(b, _acrossLane);
        d ^= Advance(c, _acrossLane);

        Span<byte> rest = stackalloc byte[Lane];
        d.AsByte().CopyTo(rest);
        return LookUp(0, rest);
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> data, int lane) => Vector128.Create(data.Slice(lane * Lane, Lane)).AsUInt64();

    private static Vector128<ulong> Advance(Vector128<ulong> lane, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(lane, powers, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, powers, 0x11);

    private Vector128<ulong> FoldBy(int bits) =>
        Vector128.Create(PowerOfX(bits + 64 - 1) << (64 - _width), PowerOfX(bits - 1) << (64 - _width));

    /// <summary>x^n modulo the polynomial, reflected.</summary>
    private ulong PowerOfX(long n)
    {
        var power = 1UL << (_width - 1);
        var square = power >> 1;
        for (; n > 0; n >>= 1)
        {
            power = (n & 1) == 1 ? Multiply(power, square) : power;
            square = Multiply(square, square);
        }

        return power;
    }

    private static ulong[][] Tables(ulong polynomial)
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new ulong[256]).ToArray();
        for (var value = 0; value < 256; value++)
        {
            var state = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) != 0 ? polynomial : 0);
            }

            tables[0][value] = state;
        }

        for (var table = 1; table < 8; table++)
        {
            for (var value = 0; value < 256; value++)
            {
                var before = tables[table - 1][value];
                tables[table][value] = (before >> 8) ^ tables[0][(byte)before];
            }
        }

        return tables;
    }
}
