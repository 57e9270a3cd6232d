using System.Buffers.Binary;

namespace CacheBackup.Rdb.Containers;

/// <summary>The encodings of listpack entries.</summary>
internal static class ListpackEntries
{
    /// <summary>By first byte: bytes of the entry, where they follow from it alone; else 0. None is above 127, so one byte of length follows.</summary>
    public static ReadOnlySpan<byte> ShortSizes =>
    [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64,
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    public static bool IsText(byte first) => first is (>= 0x80 and < 0xC0) or (>= 0xE0 and <= 0xF0);

    /// <summary>Bytes before the text, or of the whole integer; 0 where the byte is no encoding.</summary>
    public static int HeaderOf(byte first) => first switch
    {
        < 0xC0 => 1,
        < 0xF0 => 2,
        0xF0 => 5,
        0xF1 => 3,
        0xF2 => 4,
        0xF3 => 5,
        0xF4 => 9,
        _ => 0,
    };

    public static long TextBytes(ReadOnlySpan<byte> entry, byte first) => first switch
    {
        >= 0x80 and < 0xC0 => first & 0x3F,
        >= 0xE0 and < 0xF0 => ((first & 0x0F) << 8) | entry[1],
        0xF0 => BinaryPrimitives.ReadUInt32LittleEndian(entry[1..]),
        _ => 0,
    };

    public static long Value(ReadOnlySpan<byte> entry, byte first) => first switch
    {
        < 0x80 => first,
        < 0xE0 => (short)((((first & 0x1F) << 8) | entry[1]) << 3) >> 3,
        0xF1 => BinaryPrimitives.ReadInt16LittleEndian(entry[1..]),
        0xF2 => (entry[1] | (entry[2] << 8) | (entry[3] << 16)) << 8 >> 8,
        0xF3 => BinaryPrimitives.ReadInt32LittleEndian(entry[1..]),
        _ => BinaryPrimitives.ReadInt64LittleEndian(entry[1..]),
    };
}
