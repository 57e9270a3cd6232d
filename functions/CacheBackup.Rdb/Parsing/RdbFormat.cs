using System.Globalization;

namespace CacheBackup.Rdb.Parsing;

/// <summary>Magic, versions, opcodes and types of the format.</summary>
internal static class RdbFormat
{
    public const int HeaderBytes = 9;
    public const int TrailerBytes = 8;

    public const int FirstWithChecksum = 5;
    public const int FirstRedisWithExpiringFields = 12;
    public const int FirstRedisWithKeyMeta = 13;
    public const int LastRedis = 13;
    public const int FirstValkey = 80;
    public const int LastValkey = 81;

    public const byte SlotImportOrKeyMeta = 243;
    public const byte SlotInfo = 244;
    public const byte Function = 245;
    public const byte FunctionCandidate = 246;
    public const byte ModuleAux = 247;
    public const byte Idle = 248;
    public const byte Frequency = 249;
    public const byte Aux = 250;
    public const byte ResizeDatabase = 251;
    public const byte ExpireMilliseconds = 252;
    public const byte ExpireSeconds = 253;
    public const byte SelectDatabase = 254;
    public const byte EndOfFile = 255;

    public const byte ModuleCandidateType = 6;
    public const byte ModuleType = 7;
    public const byte Stream1 = 15;
    public const byte Stream2 = 19;
    public const byte Stream3 = 21;

    /// <summary>Whether bytes can be the beginning of an RDB file.</summary>
    public static bool CanBegin(ReadOnlySpan<byte> bytes) => Fits(bytes, "REDIS"u8) || Fits(bytes, "VALKEY"u8);

    /// <summary>Reads the 9 bytes of a header.</summary>
    public static bool TryHeader(ReadOnlySpan<byte> header, out bool isValkey, out int version)
    {
        isValkey = header.StartsWith("VALKEY"u8);
        version = 0;
        return (isValkey || header.StartsWith("REDIS"u8))
            && int.TryParse(header[(isValkey ? 6 : 5)..], NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    /// <summary>Whether this verifier knows a version. Valkey begins at 80, so that neither engine reads the other's later formats.</summary>
    public static bool Knows(bool isValkey, int version) =>
        isValkey ? version is >= FirstValkey and <= LastValkey : version is >= 1 and <= LastRedis;

    private static bool Fits(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> magic)
    {
        var common = Math.Min(bytes.Length, magic.Length);
        return bytes[..common].SequenceEqual(magic[..common]) && bytes[common..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }
}
