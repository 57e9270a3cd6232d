using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// Walks a ziplist: u32 bytes, u32 offset of the last entry, u16 count (65535: unknown), entries that each begin with the
/// length of the one before, and an end byte.
/// </summary>
/// <typeparam name="TRules">What the entries must be.</typeparam>
internal sealed class ZiplistCheck<TRules> : EntryListCheck<TRules>
    where TRules : struct, IEntryRules
{
    private const int HeaderBytes = 10;
    private const int UnknownCount = 0xFFFF;
    private const byte LongPrevious = 0xFE;

    private long _declaredLast;
    private int _declared;
    private long _last = HeaderBytes;
    private long _previous;

    public override void Sync(StateCodec codec)
    {
        base.Sync(codec);
        codec.Number(ref _declaredLast);
        codec.Number(ref _declared);
        codec.Number(ref _last);
        codec.Number(ref _previous);
    }

    protected override bool Header(ReadOnlySpan<byte> content, ref int at)
    {
        if (content.Length < HeaderBytes)
        {
            return false;
        }

        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(content);
        _declaredLast = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        _declared = BinaryPrimitives.ReadUInt16LittleEndian(content[8..]);
        (_last, _previous, at) = (HeaderBytes, 0, HeaderBytes);
        return bytes == Length || Fail($"its header says {bytes:N0} bytes, it has {Length:N0}") > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Walk Walked(ReadOnlySpan<byte> content, ref int at, out long longText)
    {
        longText = 0;
        while (at < content.Length)
        {
            if (content[at] == EndByte)
            {
                return Walk.End;
            }

            var rest = content[at..];
            var previous = rest[0] == LongPrevious ? 5 : 1;
            if (rest.Length <= previous)
            {
                return Walk.NeedsMore;
            }

            var first = rest[previous];
            var header = previous + HeaderOf(first);
            if (header == previous)
            {
                Fail($"an entry at {Before + at:N0} has the encoding {first:X2}, which is none");
                return Walk.NeedsMore;
            }

            if (rest.Length < header)
            {
                return Walk.NeedsMore;
            }

            var text = TextBytes(rest[previous..], first);
            if (!IsPlausible(rest, at, header + text))
            {
                return Walk.NeedsMore;
            }

            if (header + text > rest.Length)
            {
                return Unfinished(ref at, header, text, out longText);
            }

            if (TRules.AreThere)
            {
                Report(rest, previous, header, (int)text);
                if (Rules.Defect is not null)
                {
                    return Walk.NeedsMore;
                }
            }

            Counted();
            Passed(at, header + text);
            at += header + (int)text;
        }

        return Walk.NeedsMore;
    }

    // Nothing follows the text of an entry.
    protected override bool Tail(ReadOnlySpan<byte> content, ref int at) => true;

    protected override void Finish()
    {
        if (_declaredLast != _last)
        {
            Fail($"its header puts the last entry at {_declaredLast:N0}, it stands at {_last:N0}");
        }
        else if (_declared != UnknownCount && _declared != Entries)
        {
            Fail($"its header says {_declared:N0} entries, it has {Entries:N0}");
        }
    }

    private bool IsPlausible(ReadOnlySpan<byte> rest, int at, long entry)
    {
        long previous = rest[0] == LongPrevious ? BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]) : rest[0];
        if (previous != _previous)
        {
            Fail($"an entry at {Before + at:N0} says the one before has {previous:N0} bytes, it has {_previous:N0}");
        }
        else if (Before + at + entry >= Length)
        {
            Fail($"an entry at {Before + at:N0} of {entry:N0} bytes runs past the end of {Length:N0} bytes");
        }

        return Defect is null;
    }

    private Walk Unfinished(ref int at, int header, long text, out long longText)
    {
        longText = 0;
        if (header + text <= ContentHash.BlockBytes)
        {
            return Walk.NeedsMore;
        }

        Passed(at, header + text);
        at += header;
        longText = text;
        return Walk.LongText;
    }

    private void Passed(int at, long entry) => (_last, _previous) = (Before + at, entry);

    private void Report(ReadOnlySpan<byte> entry, int previous, int header, int text)
    {
        var first = entry[previous];
        if (first < 0xC0)
        {
            Rules.Text(Rules.WantsText ? entry.Slice(header, text) : []);
        }
        else
        {
            Rules.Integer(Value(entry[previous..], first));
        }
    }

    // Bytes from the encoding to the text, or of the whole integer.
    private static int HeaderOf(byte first) => first switch
    {
        < 0x40 => 1,
        < 0x80 => 2,
        < 0xC0 => 5,
        0xC0 => 3,
        0xD0 => 5,
        0xE0 => 9,
        0xF0 => 4,
        >= 0xF1 and <= 0xFD => 1,
        0xFE => 2,
        _ => 0,
    };

    private static long TextBytes(ReadOnlySpan<byte> entry, byte first) => first switch
    {
        < 0x40 => first,
        < 0x80 => ((first & 0x3F) << 8) | entry[1],
        < 0xC0 => BinaryPrimitives.ReadUInt32BigEndian(entry[1..]),
        _ => 0,
    };

    private static long Value(ReadOnlySpan<byte> entry, byte first) => first switch
    {
        0xC0 => BinaryPrimitives.ReadInt16LittleEndian(entry[1..]),
        0xD0 => BinaryPrimitives.ReadInt32LittleEndian(entry[1..]),
        0xE0 => BinaryPrimitives.ReadInt64LittleEndian(entry[1..]),
        0xF0 => (entry[1] | (entry[2] << 8) | (entry[3] << 16)) << 8 >> 8,
        0xFE => (sbyte)entry[1],
        _ => (first & 0x0F) - 1,
    };
}
