using System.Buffers.Binary;
using System.Numerics;
using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage.Generated;

/// <summary>The CRC of any run of <see cref="GeneratedBlocks"/>, without looking at the blocks.</summary>
/// <remarks>
/// A CRC is linear: what another number does to a block's CRC depends on the bits that differ, one by one. In a run of 2^k
/// blocks whose first number is a multiple of 2^k, the numbers are that first one with every pattern of the k lower bits, so
/// its CRC is that of the run from 0, and what the upper bits do to each block, moved to where the block stands. Any run is
/// made of such ones, two for each k at the most.
/// </remarks>
internal sealed class BlockChecksums
{
    // 2^40 blocks: more than S3 stores in one object.
    private const int Levels = 41;

    private readonly Crc _crc;
    private readonly ulong _pastRest;
    private readonly ulong _ofNumberZero;
    private readonly Level[] _levels = new Level[Levels];

    public BlockChecksums(Crc crc, GeneratedBlocks blocks)
    {
        _crc = crc;
        _pastRest = crc.Past(blocks.Rest.Length);
        _ofNumberZero = OfNumber(0);
        var blockZero = crc.Append(crc.Append(0, new byte[GeneratedBlocks.NumberBytes]), blocks.Rest);
        _levels[0] = new Level(blockZero, PastEach: crc.Past(0), PastAll: crc.Past(GeneratedBlocks.Bytes));
        for (var k = 1; k < Levels; k++)
        {
            var half = _levels[k - 1];
            _levels[k] = new Level(
                crc.Multiply(half.FromZero, half.PastAll) ^ OfRun(1L << (k - 1), k - 1),
                crc.Multiply(half.PastEach, half.PastAll) ^ half.PastEach,
                crc.Multiply(half.PastAll, half.PastAll));
        }
    }

    /// <summary>The CRC of some blocks in a row.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="end">Number behind the last.</param>
    public ulong Of(long first, long end)
    {
        var checksum = 0UL;
        while (first < end)
        {
            var k = Math.Min(BitOperations.TrailingZeroCount(first), BitOperations.Log2((ulong)(end - first)));
            checksum = _crc.Multiply(checksum, _levels[k].PastAll) ^ OfRun(first, k);
            first += 1L << k;
        }

        return checksum;
    }

    /// <param name="first">A multiple of 2^k.</param>
    private ulong OfRun(long first, int k) =>
        _levels[k].FromZero ^ _crc.Multiply(_crc.Multiply(OfNumber(first) ^ _ofNumberZero, _pastRest), _levels[k].PastEach);

    private ulong OfNumber(long number)
    {
        Span<byte> bytes = stackalloc byte[GeneratedBlocks.NumberBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return _crc.Append(0, bytes);
    }

    /// <summary>About a run of 2^k blocks.</summary>
    /// <param name="FromZero">The CRC of the run that begins with block 0.</param>
    /// <param name="PastEach">The sum of the factors that move something from each block to the end of the run.</param>
    /// <param name="PastAll">The factor that moves a CRC past the run.</param>
    private sealed record Level(ulong FromZero, ulong PastEach, ulong PastAll);
}
