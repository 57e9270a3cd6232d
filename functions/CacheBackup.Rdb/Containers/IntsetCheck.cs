using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>Walks an intset: u32 bytes of an integer, u32 count, and that many integers in ascending order.</summary>
internal sealed class IntsetCheck : ContentCheck
{
    private const int HeaderBytes = 8;

    private long _length;
    private long _before;
    private int _width;
    private long _count;
    private long _highest;

    public override bool IsEmpty => _count == 0;

    public override void Begin(long length) => (Defect, _length, _before, _width, _count, _highest) = (null, length, 0, 0, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Push(ReadOnlySpan<byte> content)
    {
        var at = 0;
        if (_width == 0 && (content.Length < HeaderBytes || !Header(content, ref at)))
        {
            return 0;
        }

        for (; content.Length - at >= _width; at += _width)
        {
            var value = Integer(content[at..]);
            if (_before + at > HeaderBytes && value <= _highest)
            {
                return Fail($"its integer at {_before + at:N0} is not above the one before");
            }

            _highest = value;
        }

        _before += at;
        return at;
    }

    public override void End()
    {
        if (_width == 0)
        {
            Fail($"it has {_length:N0} bytes, less than a header");
        }
    }

    public override void Sync(StateCodec codec)
    {
        codec.Number(ref _length);
        codec.Number(ref _before);
        codec.Number(ref _width);
        codec.Number(ref _count);
        codec.Number(ref _highest);
    }

    private bool Header(ReadOnlySpan<byte> content, ref int at)
    {
        var width = BinaryPrimitives.ReadUInt32LittleEndian(content);
        _count = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        if (width is not (2 or 4 or 8))
        {
            Fail($"its integers are {width:N0} bytes wide; 2, 4 and 8 exist");
            return false;
        }

        if (HeaderBytes + (_count * width) != _length)
        {
            Fail($"its header says {_count:N0} integers of {width} bytes, it has {_length:N0} bytes");
            return false;
        }

        (_width, at) = ((int)width, HeaderBytes);
        return true;
    }

    private long Integer(ReadOnlySpan<byte> bytes) => _width switch
    {
        2 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };
}
