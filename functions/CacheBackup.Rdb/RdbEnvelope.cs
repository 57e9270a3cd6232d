using System.Globalization;
using System.Text;

namespace CacheBackup.Rdb;

/// <summary>
/// Checks the two ends of an RDB file: the header, and the EOF opcode in its place before the checksum. It finds a file
/// that is cut off, empty or something else; what stands between the ends is not looked at.
/// </summary>
public static class RdbEnvelope
{
    /// <summary>Bytes of the header: <c>REDIS</c> and 4 digits, or <c>VALKEY</c> and 3 digits.</summary>
    public const int HeadBytes = 9;

    /// <summary>Bytes at the end that a check needs: the EOF opcode and the checksum.</summary>
    public const int TailBytes = 1 + ChecksumBytes;

    private const int ChecksumBytes = 8;
    private const byte EndOfFile = 0xFF;

    // Redis added the checksum with version 5 of the format.
    private const int FirstVersionWithChecksum = 5;

    /// <summary>Checks a file by its ends.</summary>
    /// <param name="head">Its first <see cref="HeadBytes"/> bytes, or all of a shorter file.</param>
    /// <param name="tail">Its last <see cref="TailBytes"/> bytes, or all of a shorter file.</param>
    /// <param name="size">Bytes of the whole file.</param>
    public static RdbEnvelopeVerdict Check(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long size)
    {
        if (head.Length < HeadBytes)
        {
            return Damaged(size, $"a header of {HeadBytes} bytes", "the end of the file");
        }

        var header = head[..HeadBytes];
        if (Version(header) is not { } version)
        {
            return Damaged(0, "REDIS0001 to REDIS0079 or VALKEY080 to VALKEY999", Convert.ToHexString(header));
        }

        var trailer = version >= FirstVersionWithChecksum ? TailBytes : 1;
        if (size < HeadBytes + trailer)
        {
            return Damaged(size, $"an EOF opcode and {trailer - 1} bytes of checksum after the header", "the end of the file");
        }

        var end = tail[^trailer];
        return end == EndOfFile
            ? new RdbEnvelopeVerdict(Encoding.ASCII.GetString(header), Defect: null)
            : Damaged(size - trailer, $"the EOF opcode {EndOfFile:X2}", end.ToString("X2", CultureInfo.InvariantCulture));
    }

    // Redis numbers its versions up to 79; Valkey took a magic of its own and starts at 80, so that neither reads the other's.
    private static int? Version(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("REDIS"u8) && Digits(header[5..]) is >= 1 and < 80 and var redis)
        {
            return redis;
        }

        return header.StartsWith("VALKEY"u8) && Digits(header[6..]) is >= 80 and var valkey ? valkey : null;
    }

    private static int? Digits(ReadOnlySpan<byte> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RdbEnvelopeVerdict Damaged(long offset, string expected, string found) =>
        new(Format: null, new RdbDefect(offset, expected, found));
}

/// <summary>What a check of the two ends found. Exactly one of both is set.</summary>
/// <param name="Format">Magic and version, such as <c>REDIS0011</c>, of a file whose ends are right.</param>
/// <param name="Defect">The first thing that is wrong.</param>
public sealed record RdbEnvelopeVerdict(string? Format, RdbDefect? Defect);

/// <summary>A place where a file is not what the format demands.</summary>
/// <param name="Offset">Where, in bytes from the start of the file.</param>
/// <param name="Expected">What belongs there.</param>
/// <param name="Found">What stands there; bytes in hexadecimal.</param>
public sealed record RdbDefect(long Offset, string Expected, string Found);
