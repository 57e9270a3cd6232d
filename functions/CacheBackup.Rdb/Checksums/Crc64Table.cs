using System.Buffers.Binary;

namespace CacheBackup.Rdb;

/// <summary>CRC-64/Jones by sixteen tables, 16 bytes a round: for short ranges and processors without carry-less multiplication.</summary>
internal static class Crc64Table
{
    private const int Slices = 16;

    // Tables[256 * n + b]: the checksum of byte b followed by n zero bytes.
    private static readonly ulong[] Tables = Build();

    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables;
        while (bytes.Length >= Slices)
        {
            var low = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            crc = Eight(tables.AsSpan(8 * 256, 8 * 256), low) ^ Eight(tables.AsSpan(0, 8 * 256), high);
            bytes = bytes[Slices..];
        }

        foreach (var next in bytes)
        {
            crc = tables[(byte)(crc ^ next)] ^ (crc >> 8);
        }

        return crc;
    }

    private static ulong Eight(ReadOnlySpan<ulong> tables, ulong word) =>
        tables[(7 * 256) + (byte)word]
        ^ tables[(6 * 256) + (byte)(word >> 8)]
        ^ tables[(5 * 256) + (byte)(word >> 16)]
        ^ tables[(4 * 256) + (byte)(word >> 24)]
        ^ tables[(3 * 256) + (byte)(word >> 32)]
        ^ tables[(2 * 256) + (byte)(word >> 40)]
        ^ tables[256 + (byte)(word >> 48)]
        ^ tables[(byte)(word >> 56)];

    private static ulong[] Build()
    {
        var tables = new ulong[Slices * 256];
        for (var value = 0; value < 256; value++)
        {
            var crc = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : Crc64.Polynomial);
            }

            tables[value] = crc;
        }

        for (var index = 256; index < tables.Length; index++)
        {
            var shorter = tables[index - 256];
            tables[index] = tables[(byte)shorter] ^ (shorter >> 8);
        }

        return tables;
    }
}
