using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Containers;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb.Parsing;

// A key, from its type byte to the end of its value.
internal sealed partial class RdbParser
{
    private readonly byte[] _name = new byte[LargestKeys.NameBytes + Lzf.LongestOutput];

    private DatabaseTally? _database;
    private long _keys;
    private long _recordOffset;
    private int _type;
    private int _place;
    private bool _expires;
    private long _expiry;
    private ValueShape? _shape;

    // The name of the key at hand: in the window, or its beginning in _name.
    private long _nameLength;
    private bool _isNameInWindow;
    private int _nameAt;
    private int _nameKept;

    private DatabaseTally Current => _database ??= Tally.Database(0)!;

    private bool BeginKey(int type)
    {
        (_recordOffset, _type, _place) = (_base + _at, type, type);
        _ = Current;
        _at++;
        return Next(Phase.Key);
    }

    // At levels that do not need the content of keys.
    private bool PlainKey(StringHead head, ReadOnlySpan<byte> stored, long offset)
    {
        if (head.Kind == StringKind.Raw)
        {
            (_isNameInWindow, _nameAt) = (true, _at - stored.Length);
            return true;
        }

        var end = 0;
        Lzf.Decode(stored, _name.AsSpan(0, (int)Math.Min(_name.Length, head.Length)), ref end, out _);
        _nameKept = Math.Min(end, LargestKeys.NameBytes);
        return !_deep || Scanned(stored, head.Length, offset);
    }

    private bool KeyEnded(ReadOnlySpan<byte> content, long length, ContentMark mark)
    {
        _nameLength = length;
        _nameKept = Math.Min(content.Length, LargestKeys.NameBytes);
        content[.._nameKept].CopyTo(_name);
        Tally.KeyIndex?.Add(mark, _recordOffset);
        return true;
    }

    // The window goes, the name may still be wanted.
    private void KeepName(ReadOnlySpan<byte> window)
    {
        if (_isNameInWindow)
        {
            _nameKept = (int)Math.Min(_nameLength, LargestKeys.NameBytes);
            window.Slice(_nameAt, _nameKept).CopyTo(_name);
            _isNameInWindow = false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool EndKey(ReadOnlySpan<byte> window)
    {
        var bytes = _base + _at - _recordOffset;
        var database = Current;
        _keys++;
        database.Keys++;
        database.KeysByPlace[_place]++;
        database.BytesByPlace[_place] += bytes;
        if (_expires)
        {
            database.Expiring++;
            database.Expired += _expiry < _now ? 1 : 0;
            _expires = false;
        }

        if (bytes > Tally.Largest.Threshold)
        {
            var name = _isNameInWindow ? window.Slice(_nameAt, (int)_nameLength) : _name.AsSpan(0, _nameKept);
            Tally.Largest.Add(name, _nameLength, database.Number, _place, bytes, _recordOffset);
        }

        (_isNameInWindow, _shape) = (false, null);
        return Next(Phase.Opcode);
    }

    private void NoteEmpty(string what)
    {
        if (Tally.EmptyCollections++ == 0)
        {
            _firstEmpty = new RdbError(_recordOffset, $"an empty {what}: engines drop such a key while loading", Current.Number, _keys);
        }
    }
}
