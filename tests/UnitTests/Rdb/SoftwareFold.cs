using System.Runtime.Intrinsics;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

/// <summary>Carry-less multiplication bit by bit.</summary>
internal readonly struct SoftwareFold : Crc64Folding.IFold
{
    public static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> distance) =>
        Multiply(lane[0], distance[0]) ^ Multiply(lane[1], distance[1]);

    private static Vector128<ulong> Multiply(ulong left, ulong right)
    {
        UInt128 product = 0;
        for (var bit = 0; bit < 64; bit++)
        {
            product ^= (left >> bit & 1) == 0 ? 0 : (UInt128)right << bit;
        }

        return Vector128.Create((ulong)product, (ulong)(product >> 64));
    }
}
