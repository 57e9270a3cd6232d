using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace CacheBackup.Rdb;

/// <summary>
/// CRC-64/Jones by folding: eight lanes of 128 bits move 128 bytes forward per round by two carry-less multiplications
/// each, then onto one lane, whose 16 bytes the tables finish.
/// </summary>
internal static class Crc64Folding
{
    /// <summary>Bytes of a round, and the least that can be folded.</summary>
    public const int BlockBytes = Lanes * LaneBytes;

    private const int Lanes = 8;
    private const int LaneBytes = 16;

    private static readonly Vector128<ulong> ByBlock = Distance(BlockBytes);
    private static readonly Vector128<ulong> ByLane = Distance(LaneBytes);

    /// <summary>One fold: low × low and high × high, added.</summary>
    internal interface IFold
    {
        static abstract Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> distance);
    }

    /// <param name="crc">The checksum so far.</param>
    /// <param name="bytes">At least <see cref="BlockBytes"/>.</param>
    // Without AggressiveOptimization the first hundreds of megabytes would run in unoptimized code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Append<TFold>(ulong crc, ReadOnlySpan<byte> bytes)
        where TFold : IFold
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var end = bytes.Length - BlockBytes;
        var block = ByBlock;
        var lane0 = Load(ref start, 0) ^ Vector128.CreateScalar(crc);
        var lane1 = Load(ref start, 16);
        var lane2 = Load(ref start, 32);
        var lane3 = Load(ref start, 48);
        var lane4 = Load(ref start, 64);
        var lane5 = Load(ref start, 80);
        var lane6 = Load(ref start, 96);
        var lane7 = Load(ref start, 112);
        var at = BlockBytes;
        for (; at <= end; at += BlockBytes)
        {
            lane0 = TFold.Fold(lane0, block) ^ Load(ref start, at);
            lane1 = TFold.Fold(lane1, block) ^ Load(ref start, at + 16);
            lane2 = TFold.Fold(lane2, block) ^ Load(ref start, at + 32);
            lane3 = TFold.Fold(lane3, block) ^ Load(ref start, at + 48);
            lane4 = TFold.Fold(lane4, block) ^ Load(ref start, at + 64);
            lane5 = TFold.Fold(lane5, block) ^ Load(ref start, at + 80);
            lane6 = TFold.Fold(lane6, block) ^ Load(ref start, at + 96);
            lane7 = TFold.Fold(lane7, block) ^ Load(ref start, at + 112);
        }

        var step = ByLane;
        var lane = TFold.Fold(lane0, step) ^ lane1;
        lane = TFold.Fold(lane, step) ^ lane2;
        lane = TFold.Fold(lane, step) ^ lane3;
        lane = TFold.Fold(lane, step) ^ lane4;
        lane = TFold.Fold(lane, step) ^ lane5;
        lane = TFold.Fold(lane, step) ^ lane6;
        lane = TFold.Fold(lane, step) ^ lane7;
        for (; at <= bytes.Length - LaneBytes; at += LaneBytes)
        {
            lane = TFold.Fold(lane, step) ^ Load(ref start, at);
        }

        return Crc64Table.Append(Finish(lane), bytes[at..]);
    }

    private static ulong Finish(Vector128<ulong> lane)
    {
        Span<byte> rest = stackalloc byte[LaneBytes];
        lane.AsByte().CopyTo(rest);
        return Crc64Table.Append(0, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte start, int at) => Vector128.LoadUnsafe(ref start, (nuint)at).AsUInt64();

    // A reflected product stands one bit too low, hence the powers less one. Low, the earlier eight bytes, travels 64 bits further.
    public static Vector128<ulong> Distance(int bytes) =>
        Vector128.Create(Crc64.Power((ulong)(bytes * 8) + 63), Crc64.Power((ulong)(bytes * 8) - 1));

    /// <summary>PCLMULQDQ.</summary>
    internal readonly struct X64 : IFold
    {
        public static bool IsSupported => Pclmulqdq.IsSupported;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> distance) =>
            Pclmulqdq.CarrylessMultiply(lane, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, distance, 0x11);
    }

    /// <summary>PMULL of arm64.</summary>
    internal readonly struct Arm64 : IFold
    {
        public static bool IsSupported => ArmAes.IsSupported;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> distance) =>
            ArmAes.PolynomialMultiplyWideningLower(lane.GetLower(), distance.GetLower())
            ^ ArmAes.PolynomialMultiplyWideningUpper(lane, distance);
    }
}
