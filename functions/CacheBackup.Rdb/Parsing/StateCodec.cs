using System.Buffers.Binary;

namespace CacheBackup.Rdb.Parsing;

/// <summary>
/// Writes or reads the state of a verification. Each part has one method for both directions, so what is written and
/// what is read cannot differ. Numbers are variable-length: most are small.
/// </summary>
internal sealed class StateCodec
{
    private readonly MemoryStream? _output;
    private readonly ReadOnlyMemory<byte> _input;
    private int _at;

    private StateCodec(MemoryStream? output, ReadOnlyMemory<byte> input) => (_output, _input) = (output, input);

    public bool IsReading => _output is null;

    /// <summary>What was written, without a copy: the state may be as large as what is left of the memory.</summary>
    public ReadOnlyMemory<byte> Written => _output!.GetBuffer().AsMemory(0, (int)_output.Length);

    public static StateCodec Writer(int capacity) => new(new MemoryStream(capacity), default);

    public static StateCodec Reader(ReadOnlyMemory<byte> state) => new(output: null, state);

    public void Number(ref ulong value)
    {
        if (!IsReading)
        {
            Write(value);
            return;
        }

        value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = NextByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return;
            }
        }
    }

    public void Number(ref long value)
    {
        // Zigzag, so that -1 stays one byte.
        var folded = (ulong)((value << 1) ^ (value >> 63));
        Number(ref folded);
        value = (long)(folded >> 1) ^ -(long)(folded & 1);
    }

    public void Number(ref int value)
    {
        long wide = value;
        Number(ref wide);
        value = checked((int)wide);
    }

    public void Flag(ref bool value)
    {
        var number = value ? 1 : 0;
        Number(ref number);
        value = number != 0;
    }

    public void Fixed(ref ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Raw(bytes);
        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public void Numbers(Span<long> values)
    {
        foreach (ref var value in values)
        {
            Number(ref value);
        }
    }

    public void Raw(Span<byte> bytes)
    {
        if (!IsReading)
        {
            _output!.Write(bytes);
            return;
        }

        _input.Span.Slice(_at, bytes.Length).CopyTo(bytes);
        _at += bytes.Length;
    }

    public void Bytes(ref byte[] bytes)
    {
        var length = bytes.Length;
        Number(ref length);
        bytes = IsReading ? _input.Slice(_at, length).ToArray() : bytes;
        if (IsReading)
        {
            _at += length;
        }
        else
        {
            _output!.Write(bytes);
        }
    }

    public void Text(ref string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Bytes(ref bytes);
        text = System.Text.Encoding.UTF8.GetString(bytes);
    }

    private byte NextByte() => _input.Span[_at++];

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _output!.WriteByte((byte)(value | 0x80));
        }

        _output!.WriteByte((byte)value);
    }
}
