using System.Buffers.Text;
using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// The entries of a stream's listpack: count, deleted, the master fields and 0; then per item flags, id, its own fields
/// unless it shares the master's, values, and the number of its entries.
/// </summary>
internal struct StreamRules : IEntryRules
{
    private const long Deleted = 1;
    private const long SharesFields = 2;

    private Place _place;
    private long _items;
    private long _masterFields;
    private long _flags;
    private long _fields;
    private long _texts;

    private enum Place
    {
        Count,
        DeletedCount,
        MasterFieldCount,
        MasterFields,
        MasterEnd,
        Flags,
        Milliseconds,
        Sequence,
        FieldCount,
        Texts,
        EntryCount,
    }

    public static bool AreThere => true;

    public string? Defect { get; private set; }

    /// <summary>Items of this listpack that are not marked as deleted.</summary>
    public long Live { get; private set; }

    public readonly bool WantsText => _place is not (Place.MasterFields or Place.Texts);

    public void Begin(long bytes) => (Defect, _place, Live) = (null, Place.Count, 0);

    public void Integer(long value)
    {
        if (_place is Place.MasterFields or Place.Texts)
        {
            Passed();
        }
        else
        {
            Number(value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Text(ReadOnlySpan<byte> text)
    {
        if (!WantsText)
        {
            Passed();
        }
        else if (TryCanonical(text, out var value))
        {
            Number(value);
        }
        else
        {
            Fail($"an item has a text where its {_place} belongs");
        }
    }

    public void BeginLongText()
    {
        if (WantsText)
        {
            Fail($"an item has a text where its {_place} belongs");
        }
    }

    public int LongText(ReadOnlySpan<byte> text, bool last)
    {
        if (last)
        {
            Passed();
        }

        return text.Length;
    }

    public void End()
    {
        if (_place != Place.Flags || _items != 0)
        {
            Fail(_place == Place.Flags ? $"{_items:N0} of its items are missing" : $"it ends before the {_place} of an item");
        }
    }

    public void Sync(StateCodec codec)
    {
        var place = (int)_place;
        codec.Number(ref place);
        _place = (Place)place;
        var live = Live;
        codec.Number(ref live);
        Live = live;
        codec.Number(ref _items);
        codec.Number(ref _masterFields);
        codec.Number(ref _flags);
        codec.Number(ref _fields);
        codec.Number(ref _texts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Number(long value)
    {
        switch (_place)
        {
            case Place.Count:
                (_items, _place) = (Counted(value), Place.DeletedCount);
                break;
            case Place.DeletedCount:
                (_items, _place) = (_items + Counted(value), Place.MasterFieldCount);
                break;
            case Place.MasterFieldCount:
                _masterFields = _texts = Counted(value);
                _place = _texts == 0 ? Place.MasterEnd : Place.MasterFields;
                break;
            case Place.MasterEnd when value != 0:
                Fail($"its master entry ends in {value:N0} instead of 0");
                break;
            case Place.MasterEnd:
                _place = Place.Flags;
                break;
            default:
                Item(value);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Item(long value)
    {
        switch (_place)
        {
            case Place.Flags when --_items < 0:
                Fail("it has more items than its header says");
                break;
            case Place.Flags:
                (_flags, _place) = (value, Place.Milliseconds);
                break;
            case Place.Milliseconds:
                _place = Place.Sequence;
                break;
            case Place.Sequence when (_flags & SharesFields) != 0:
                Fields(_masterFields, textsEach: 1);
                break;
            case Place.Sequence:
                _place = Place.FieldCount;
                break;
            case Place.FieldCount:
                Fields(Counted(value), textsEach: 2);
                break;
            default:
                EntryCount(value);
                break;
        }
    }

    private void Fields(long fields, int textsEach)
    {
        (_fields, _texts) = (fields, fields * textsEach);
        _place = _texts == 0 ? Place.EntryCount : Place.Texts;
    }

    private void EntryCount(long value)
    {
        // flags, milliseconds and sequence; with fields of its own also their number and names.
        var entries = 3 + _fields + ((_flags & SharesFields) == 0 ? _fields + 1 : 0);
        if (value != entries)
        {
            Fail($"an item of {entries:N0} entries says it has {value:N0}");
        }

        Live += (_flags & Deleted) == 0 ? 1 : 0;
        _place = Place.Flags;
    }

    private void Passed()
    {
        if (--_texts == 0)
        {
            _place = _place == Place.MasterFields ? Place.MasterEnd : Place.EntryCount;
        }
    }

    // As engines read it: no sign in front of a positive number, no leading zeros.
    private static bool TryCanonical(ReadOnlySpan<byte> text, out long value)
    {
        Span<byte> canonical = stackalloc byte[20];
        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length
            && Utf8Formatter.TryFormat(value, canonical, out var written) && canonical[..written].SequenceEqual(text);
    }

    private void Fail(string defect) => Defect ??= defect;

    // No listpack holds 2^32 entries, so anything else is damage, and sums cannot overflow.
    private long Counted(long value)
    {
        if (value is < 0 or > uint.MaxValue)
        {
            Fail($"its {_place} is {value:N0}");
            return 0;
        }

        return value;
    }
}
