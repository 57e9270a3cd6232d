using System.Buffers.Binary;
using System.Text;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

/// <summary>Writes RDB files for tests, right or wrong as the test wants.</summary>
internal sealed class RdbBuilder(string header = "REDIS0011")
{
    private readonly List<byte> _bytes = [.. Encoding.ASCII.GetBytes(header)];

    public int Length => _bytes.Count;

    public RdbBuilder Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public RdbBuilder Select(int database) => Raw(0xFE).Size((ulong)database);

    /// <summary>A length.</summary>
    public RdbBuilder Size(ulong length)
    {
        if (length < 0x40)
        {
            return Raw((byte)length);
        }

        if (length < 0x4000)
        {
            return Raw((byte)(0x40 | (length >> 8)), (byte)length);
        }

        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = 0x80;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], (uint)length);
        return Raw(bytes);
    }

    public RdbBuilder Text(string text) => Text(Encoding.Latin1.GetBytes(text));

    public RdbBuilder Text(ReadOnlySpan<byte> text) => Size((ulong)text.Length).Raw(text);

    /// <summary>A compressed string.</summary>
    public RdbBuilder Compressed(ReadOnlySpan<byte> content)
    {
        var stored = LzfEncoder.Encode(content);
        return Raw(0xC3).Size((ulong)stored.Length).Size((ulong)content.Length).Raw(stored);
    }

    public RdbBuilder Eight(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    /// <summary>A module's value without content.</summary>
    public RdbBuilder Module(ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return Raw(0x81).Raw(bytes).Raw(0);
    }

    /// <summary>A type byte and a key.</summary>
    public RdbBuilder Key(int type, string name) => Raw((byte)type).Text(name);

    /// <summary>A string under a key.</summary>
    public RdbBuilder String(string name, string value) => Key(0, name).Text(value);

    /// <summary>The end, with the right checksum.</summary>
    public byte[] End()
    {
        Raw(0xFF);
        var crc = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(crc, Crc64.Append(0, _bytes.ToArray()));
        return [.. _bytes, .. crc];
    }

    /// <summary>A listpack of texts.</summary>
    public static byte[] Listpack(params IEnumerable<string> texts)
    {
        var entries = new List<byte>();
        var count = 0;
        foreach (var text in texts)
        {
            count++;
            var start = entries.Count;
            var bytes = Encoding.Latin1.GetBytes(text);
            entries.AddRange(bytes.Length < 64 ? [(byte)(0x80 | bytes.Length)]
                : bytes.Length < 4096 ? [(byte)(0xE0 | (bytes.Length >> 8)), (byte)bytes.Length]
                : [0xF0, .. BitConverter.GetBytes(bytes.Length)]);
            entries.AddRange(bytes);
            entries.AddRange(BackLength(entries.Count - start));
        }

        var total = 6 + entries.Count + 1;
        return [.. BitConverter.GetBytes(total), .. BitConverter.GetBytes((ushort)count), .. entries, 0xFF];
    }

    private static byte[] BackLength(int entry) => entry switch
    {
        <= 127 => [(byte)entry],
        < 16383 => [(byte)(entry >> 7), (byte)((entry & 127) | 128)],
        _ => [(byte)(entry >> 14), (byte)(((entry >> 7) & 127) | 128), (byte)((entry & 127) | 128)],
    };
}
