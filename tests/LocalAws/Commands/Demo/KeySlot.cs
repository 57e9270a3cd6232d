using System.Text;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Which of the 16384 hash slots of a cluster a key belongs to.</summary>
public static class KeySlot
{
    private const int Polynomial = 0x1021;

    /// <summary>CRC-16/XMODEM of the key, or of what stands between its first <c>{</c> and the next <c>}</c>, modulo 16384.</summary>
    public static int Of(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open);
        return Crc16(Encoding.UTF8.GetBytes(close > open + 1 ? key[(open + 1)..close] : key)) % 16384;
    }

    private static int Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var one in bytes)
        {
            crc ^= one << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = ((crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ Polynomial) & 0xffff;
            }
        }

        return crc;
    }
}
