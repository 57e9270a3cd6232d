using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb.Parsing;

// What stands between keys.
internal sealed partial class RdbParser
{
    // The engines' own mark of a key that stays.
    private const long NoExpiry = -1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Opcode(ReadOnlySpan<byte> window)
    {
        if (_database is not null && window.Length - _at > FastMargin && (_isFast[window[_at]] || IsBeforeKey(window[_at])))
        {
            FastKeys(window);
        }

        if (_at == window.Length)
        {
            return false;
        }

        var opcode = window[_at];
        return opcode switch
        {
            RdbFormat.ExpireMilliseconds => Expiry(window, sizeof(long)),
            RdbFormat.ExpireSeconds => Expiry(window, sizeof(int)),
            RdbFormat.Idle => Lengths(window, 1, out _, out _),
            RdbFormat.Frequency => Frequency(window),
            RdbFormat.SelectDatabase => SelectDatabase(window),
            RdbFormat.ResizeDatabase => ResizeDatabase(window),
            RdbFormat.Aux => Begin(Phase.AuxName),
            RdbFormat.ModuleAux => BeginModuleAux(),
            RdbFormat.Function => Begin(Phase.FunctionSource),
            RdbFormat.SlotInfo => SlotInfo(window),
            RdbFormat.SlotImportOrKeyMeta => SlotImportOrKeyMeta(),
            RdbFormat.EndOfFile => EndOfFile(window),
            _ => KeyOrUnknown(opcode),
        };
    }

    private static bool IsBeforeKey(byte opcode) =>
        opcode is RdbFormat.ExpireMilliseconds or RdbFormat.Idle or RdbFormat.Frequency;

    private bool Begin(Phase phase)
    {
        _at++;
        return Next(phase);
    }

    private bool Expiry(ReadOnlySpan<byte> window, int width)
    {
        if (window.Length - _at <= width)
        {
            return false;
        }

        var time = window[(_at + 1)..];
        _expiry = width == sizeof(long)
            ? BinaryPrimitives.ReadInt64LittleEndian(time)
            : BinaryPrimitives.ReadInt32LittleEndian(time) * 1000L;
        _expires = _expiry != NoExpiry;
        _at += 1 + width;
        return true;
    }

    private bool Frequency(ReadOnlySpan<byte> window)
    {
        var has = window.Length - _at > 1;
        _at += has ? 2 : 0;
        return has;
    }

    /// <summary>Reads an opcode with up to three lengths; takes all or nothing.</summary>
    private bool Lengths(ReadOnlySpan<byte> window, int count, out ulong first, out ulong second)
    {
        Span<ulong> lengths = stackalloc ulong[3];
        lengths.Clear();
        var at = _at + 1;
        var has = TryLengths(window, ref at, lengths[..count]);
        _at = has ? at : _at;
        (first, second) = (lengths[0], lengths[1]);
        return has;
    }

    private bool SelectDatabase(ReadOnlySpan<byte> window)
    {
        var offset = _base + _at;
        if (!Lengths(window, 1, out var number, out _))
        {
            return false;
        }

        if (number > int.MaxValue)
        {
            return Malformed(offset, $"database {number:N0}");
        }

        _database = Tally.Database((int)number);
        return _database is not null
            || Fail(RdbVerdict.UnsupportedFormat, offset, $"more than {Tally.MostDatabases:N0} databases");
    }

    private bool ResizeDatabase(ReadOnlySpan<byte> window)
    {
        if (!Lengths(window, 2, out var keys, out var expiring))
        {
            return false;
        }

        (Current.DeclaredKeys, Current.DeclaredExpiring) = ((long)Math.Min(keys, LongestString), (long)Math.Min(expiring, LongestString));
        return true;
    }

    private bool SlotInfo(ReadOnlySpan<byte> window)
    {
        var offset = _base + _at;
        return Lengths(window, 3, out var slot, out _) && AddSlot(slot, offset);
    }

    private bool AddSlot(ulong slot, long offset)
    {
        if (slot >= SlotMap.Slots)
        {
            return Malformed(offset, $"slot {slot:N0}; the last is {SlotMap.Slots - 1}");
        }

        Tally.Slots.Add((int)slot);
        return true;
    }

    private bool SlotImportOrKeyMeta()
    {
        if (_isValkey)
        {
            return Begin(Phase.SlotImportName);
        }

        return _version >= RdbFormat.FirstRedisWithKeyMeta ? Begin(Phase.KeyMetaCount) : Unknown(RdbFormat.SlotImportOrKeyMeta);
    }

    private bool KeyOrUnknown(byte type)
    {
        var isStream = type is RdbFormat.Stream1 or RdbFormat.Stream2 or RdbFormat.Stream3;
        return isStream || type == RdbFormat.ModuleType || ValueShape.Of(type, _isValkey, _version) is not null
            ? BeginKey(type)
            : Unknown(type);
    }

    private bool Unknown(byte number)
    {
        var what = number switch
        {
            RdbFormat.FunctionCandidate => "functions as written by a candidate of Redis 7.0",
            RdbFormat.ModuleCandidateType => "a module's value as written by a candidate of Redis 4.0",
            _ => $"type or opcode {number}, which {Format} is not known to have",
        };
        return Fail(RdbVerdict.UnsupportedFormat, _base + _at, what);
    }
}
