using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// Walks a listpack: u32 bytes, u16 count (65535: unknown), entries that each end in their own length written backwards,
/// and an end byte.
/// </summary>
/// <typeparam name="TRules">What the entries must be.</typeparam>
internal sealed class ListpackCheck<TRules> : EntryListCheck<TRules>
    where TRules : struct, IEntryRules
{
    private const int HeaderBytes = 6;
    private const int UnknownCount = 0xFFFF;

    private int _declared;
    private long _entryAt;
    private long _entryBytes;

    /// <summary>Whether the header's count is checked; engines do not look at it in a stream.</summary>
    public bool ChecksCount { get; init; } = true;

    public override void Sync(StateCodec codec)
    {
        base.Sync(codec);
        codec.Number(ref _declared);
        codec.Number(ref _entryAt);
        codec.Number(ref _entryBytes);
    }

    protected override bool Header(ReadOnlySpan<byte> content, ref int at)
    {
        if (content.Length < HeaderBytes)
        {
            return false;
        }

        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(content);
        _declared = BinaryPrimitives.ReadUInt16LittleEndian(content[4..]);
        at = HeaderBytes;
        return bytes == Length || Fail($"its header says {bytes:N0} bytes, it has {Length:N0}") > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Walk Walked(ReadOnlySpan<byte> content, ref int at, out long longText)
    {
        longText = 0;
        while (at < content.Length)
        {
            WalkShort(content, ref at);
            if (at == content.Length || Rules.Defect is not null)
            {
                break;
            }

            var first = content[at];
            if (first == EndByte)
            {
                return Walk.End;
            }

            var rest = content[at..];
            var header = ListpackEntries.HeaderOf(first);
            if (header == 0)
            {
                Fail($"an entry at {Before + at:N0} begins with {first:X2}, which is no encoding");
                return Walk.NeedsMore;
            }

            if (rest.Length < header)
            {
                return Walk.NeedsMore;
            }

            var text = ListpackEntries.TextBytes(rest, first);
            var entry = header + text;
            var back = BackBytes(entry);
            if (Before + at + entry + back >= Length)
            {
                Fail($"an entry at {Before + at:N0} of {entry:N0} bytes runs past the end of {Length:N0} bytes");
                return Walk.NeedsMore;
            }

            if (entry + back > rest.Length)
            {
                return Unfinished(ref at, header, text, entry, out longText);
            }

            if (!IsBackLength(rest.Slice((int)entry, back), entry))
            {
                WrongBackLength(Before + at, entry);
                return Walk.NeedsMore;
            }

            if (TRules.AreThere)
            {
                Report(rest, first, header, (int)text);
                if (Rules.Defect is not null)
                {
                    return Walk.NeedsMore;
                }
            }

            Counted();
            at += (int)entry + back;
        }

        return Walk.NeedsMore;
    }

    /// <summary>Walks entries with one byte of length behind them, until one that is not, is wrong or is not at hand in full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WalkShort(ReadOnlySpan<byte> content, ref int at)
    {
        ref var bytes = ref MemoryMarshal.GetReference(content);
        ref var sizes = ref MemoryMarshal.GetReference(ListpackEntries.ShortSizes);
        var walked = 0L;
        var entry = (nint)at;
        // The end byte needs its place too.
        var end = (nint)Math.Min(content.Length, Length - 1 - Before);
        while (entry < end)
        {
            var first = Unsafe.Add(ref bytes, entry);
            var size = (nint)Unsafe.Add(ref sizes, (nint)first);
            if (size == 0 || entry + size >= end || Unsafe.Add(ref bytes, entry + size) != size)
            {
                break;
            }

            if (TRules.AreThere)
            {
                Report(content.Slice((int)entry, (int)size), first, 1, (int)size - 1);
                if (Rules.Defect is not null)
                {
                    break;
                }
            }

            walked++;
            entry += size + 1;
        }

        at = (int)entry;
        Counted(walked);
    }

    protected override bool Tail(ReadOnlySpan<byte> content, ref int at)
    {
        var back = BackBytes(_entryBytes);
        if (content.Length - at < back)
        {
            return false;
        }

        if (!IsBackLength(content.Slice(at, back), _entryBytes))
        {
            WrongBackLength(_entryAt, _entryBytes);
            return false;
        }

        at += back;
        return true;
    }

    protected override void Finish()
    {
        if (ChecksCount && _declared != UnknownCount && _declared != Entries)
        {
            Fail($"its header says {_declared:N0} entries, it has {Entries:N0}");
        }
    }

    // Short entries wait until they are at hand in full, so that only long ones go the slow way.
    private Walk Unfinished(ref int at, int header, long text, long entry, out long longText)
    {
        longText = 0;
        if (entry <= ContentHash.BlockBytes)
        {
            return Walk.NeedsMore;
        }

        (_entryAt, _entryBytes) = (Before + at, entry);
        at += header;
        longText = text;
        return Walk.LongText;
    }

    private void WrongBackLength(long at, long entry) =>
        Fail($"an entry at {at:N0} has {entry:N0} bytes and another length behind it");

    private void Report(ReadOnlySpan<byte> entry, byte first, int header, int text)
    {
        if (ListpackEntries.IsText(first))
        {
            Rules.Text(Rules.WantsText ? entry.Slice(header, text) : []);
        }
        else
        {
            Rules.Integer(ListpackEntries.Value(entry, first));
        }
    }

    // The engines switch to two bytes at 128 but to more at 16383, 2097151 and 268435455: one early.
    private static int BackBytes(long entry) => entry switch
    {
        <= 127 => 1,
        < 16383 => 2,
        < 2097151 => 3,
        < 268435455 => 4,
        _ => 5,
    };

    private static bool IsBackLength(ReadOnlySpan<byte> back, long entry)
    {
        for (var at = back.Length - 1; at >= 0; at--, entry >>= 7)
        {
            var expected = (entry & 0x7F) | (at > 0 ? 0x80L : 0);
            if (back[at] != expected)
            {
                return false;
            }
        }

        return entry == 0;
    }
}
