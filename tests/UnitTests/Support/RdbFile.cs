using CacheBackup.UnitTests.Rdb;

namespace CacheBackup.UnitTests.Support;

/// <summary>Files that are an export.</summary>
internal static class RdbFile
{
    // Header, type, key, the longer of the two lengths used here, EOF opcode, checksum.
    private const int OtherBytes = 9 + 1 + 2 + 2 + 1 + 8;

    /// <summary>A valid file of version 11 with one key.</summary>
    /// <param name="bytes">Its size, 87 to 16,000.</param>
    /// <param name="filler">What its value consists of.</param>
    public static byte[] Of(int bytes = 100, byte filler = 0x2A) =>
        new RdbBuilder().Key(0, "k").Text([.. Enumerable.Repeat(filler, bytes - OtherBytes)]).End();

    /// <summary>A valid file of version 11 with keys of several types.</summary>
    /// <param name="keys">How many.</param>
    /// <param name="valueBytes">Bytes of each string.</param>
    /// <param name="version">Of the format; before 10 strings stand in for hashes.</param>
    public static byte[] WithKeys(int keys, int valueBytes = 100, int version = 11)
    {
        var file = new RdbBuilder($"REDIS{version:0000}").Raw(0xFA).Text("redis-ver").Text("7.2.4").Select(0);
        var value = new byte[valueBytes];
        for (var number = 0; number < keys; number++)
        {
            new Random(number).NextBytes(value);
            _ = (number % 4) switch
            {
                0 => file.Raw(0xFC).Eight(1_000_000_000_000L * (number % 3)).Key(0, $"expiring:{number}").Text(value),
                1 when version >= 10 => file.Key(16, $"hash:{number}").Text(RdbBuilder.Listpack($"field{number}", "value")),
                _ => file.Key(0, $"string:{number}").Text(value),
            };
        }

        return file.End();
    }
}
