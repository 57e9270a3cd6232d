using System.Text;

namespace CacheBackup.LocalAws.Redis;

/// <summary>Which of the 16384 hash slots of a cluster a key belongs to.</summary>
public static class KeySlot
{
    private const int Polynomial = 0x1021;

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static int Of(string key) => Of(Encoding.UTF8.GetBytes(key));

    /// <summary>CRC-16/XMODEM of the key, or of what stands between its first <c>{</c> and the next <c>}</c>, modulo 16384.</summary>
    public static int Of(ReadOnlySpan<byte> key)
    {
        var open = key.IndexOf((byte)'{');
        var tag = open < 0 ? default : key[(open + 1)..];
        var length = tag.IndexOf((byte)'}');
        return Crc16(length > 0 ? tag[..length] : key) % 16384;
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
