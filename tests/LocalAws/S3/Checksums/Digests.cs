using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CacheBackup.LocalAws.S3.Checksums;

/// <summary>A checksum in the making.</summary>
internal interface IDigest : IDisposable
{
    void Append(ReadOnlySpan<byte> data);

    /// <summary>The value, in the byte order of the wire. Called once, at the end.</summary>
    byte[] Finish();
}

internal sealed class CrcDigest(Crc crc) : IDigest
{
    private ulong _value;

    public void Append(ReadOnlySpan<byte> data) => _value = crc.Append(_value, data);

    public byte[] Finish() => CrcValue.ToBytes(_value, crc.ByteLength);

    public void Dispose()
    {
    }
}

internal sealed class HashDigest(HashAlgorithmName name) : IDigest
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}

/// <summary>CRC values travel big-endian.</summary>
internal static class CrcValue
{
    public static byte[] ToBytes(ulong value, int length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes[(8 - length)..];
    }

    public static ulong FromBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[8];
        bytes.CopyTo(padded[(8 - bytes.Length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
