using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CacheBackup.Rdb.Containers;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb.Parsing;

// The same as the other parts, for what stands in the window in full and is written in the usual way: most of most files.
internal sealed partial class RdbParser
{
    // Longest run of opcode, time, idle time, type and two heads.
    private const int FastMargin = 64;

    private readonly bool[] _isFast = new bool[256];

    // Types whose value is one string that this level does not look into.
    private void ChooseFastTypes()
    {
        for (var type = 0; type < 32; type++)
        {
            _isFast[type] = type != RdbFormat.ModuleType && ValueShape.Of(type, _isValkey, _version) is { IsOneString: true } && (type == 0 || !_deep);
        }
    }

    /// <summary>Takes keys until one needs the general way.</summary>
    // One long method: what it counts stays in registers. Nothing is read beyond start + FastMargin before it was compared with end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FastKeys(ReadOnlySpan<byte> window)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        ref var fast = ref MemoryMarshal.GetArrayDataReference(_isFast);
        var database = _database!;
        var index = Tally.KeyIndex;
        var seed = (ulong)database.Number + 1;
        var largest = Tally.Largest.Threshold;
        var now = _now;
        var end = (nint)window.Length - FastMargin;
        var start = (nint)_at;
        var counts = default(FastCounts);
        while (start < end)
        {
            var at = start;
            var expiry = _expires ? _expiry : NoExpiry;
            var type = Unsafe.Add(ref bytes, at);
            if (type == RdbFormat.ExpireMilliseconds)
            {
                expiry = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref bytes, at + 1));
                at += 1 + sizeof(long);
                type = Unsafe.Add(ref bytes, at);
            }

            if (type is RdbFormat.Idle or RdbFormat.Frequency)
            {
                at += BeforeKeyBytes(ref Unsafe.Add(ref bytes, at));
                type = Unsafe.Add(ref bytes, at);
            }

            if (!Unsafe.Add(ref fast, (nint)type))
            {
                break;
            }

            var record = at++;
            var keyBytes = ShortHead(ref bytes, ref at);
            var key = at;
            at += keyBytes;
            if (keyBytes < 0 || at >= end)
            {
                break;
            }

            int place = type;
            var valueBytes = ShortHead(ref bytes, ref at);
            at += valueBytes;
            if (valueBytes < 0)
            {
                at++;
                var general = (int)at;
                place = FastEncoded(window, ref general, type);
                at = general;
            }

            if (place < 0 || at > end + FastMargin)
            {
                break;
            }

            index?.Add(ContentHash.Of(window.Slice((int)key, keyBytes), seed), _base + record);
            if (place == 0)
            {
                counts.Keys++;
                counts.Bytes += at - record;
            }
            else
            {
                counts.OtherKeys++;
                database.KeysByPlace[place]++;
                database.BytesByPlace[place] += at - record;
            }

            if (expiry != NoExpiry)
            {
                counts.Expiring++;
                counts.Expired += expiry < now ? 1 : 0;
                _expires = false;
            }

            if (at - record > largest)
            {
                Tally.Largest.Add(window.Slice((int)key, keyBytes), keyBytes, database.Number, place, at - record, _base + record);
                largest = Tally.Largest.Threshold;
            }

            start = at;
        }

        _at = (int)start;
        Count(database, counts);
    }

    private void Count(DatabaseTally database, FastCounts counts)
    {
        database.KeysByPlace[0] += counts.Keys;
        database.BytesByPlace[0] += counts.Bytes;
        database.Keys += counts.Keys + counts.OtherKeys;
        database.Expiring += counts.Expiring;
        database.Expired += counts.Expired;
        _keys += counts.Keys + counts.OtherKeys;
    }

    // An idle time or a frequency.
    private static int BeforeKeyBytes(ref byte opcode)
    {
        if (opcode == RdbFormat.Frequency)
        {
            return 2;
        }

        // A length that is none makes the type that follows one that is not fast.
        return Unsafe.Add(ref opcode, 1) switch { < 0x40 => 2, < 0x80 => 3, ThirtyTwoBits => 6, SixtyFourBits => 10, _ => 0 };
    }

    /// <summary>Passes over a string that is an integer or compressed.</summary>
    /// <returns>Where it counts; -1 where it needs the general way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FastEncoded(ReadOnlySpan<byte> window, ref int at, byte type)
    {
        var first = window[at];
        if (first is >= 0xC0 and <= 0xC2)
        {
            at += 1 + (1 << (first & 3));
            return type == 0 ? RdbTypes.IntegerString : type;
        }

        if (first != 0xC3)
        {
            return -1;
        }

        ref var bytes = ref MemoryMarshal.GetReference(window);
        var head = (nint)at + 1;
        var stored = ShortHead(ref bytes, ref head);
        var length = stored > 0 ? ShortHead(ref bytes, ref head) : -1;
        var content = (int)head;
        at = content + stored;
        if (length < 0 || at > window.Length)
        {
            return -1;
        }

        var produced = 0L;
        return !_deep || (Lzf.Scan(window.Slice(content, stored), ref produced, length, out var used) && used == stored && produced == length)
            ? type == 0 ? RdbTypes.CompressedString : type
            : -1;
    }

    // A length below 16384, or -1 without moving.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ShortHead(ref byte bytes, ref nint at)
    {
        int first = Unsafe.Add(ref bytes, at);
        if (first < 0x40)
        {
            at++;
            return first;
        }

        if (first < 0x80)
        {
            at += 2;
            return ((first & 0x3F) << 8) | Unsafe.Add(ref bytes, at - 1);
        }

        return -1;
    }

    /// <summary>Passes over elements whose parts are strings this level does not look into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipElements(ReadOnlySpan<byte> window)
    {
        var parts = _shape!.Parts;
        var scored = parts[^1] == Part.Score;
        if (!_shape.IsCounted || parts.Length > 2 || parts[0] > Part.Member || (parts.Length == 2 && !scored && parts[1] != Part.Text))
        {
            return;
        }

        if (_full && parts[0] == Part.Member)
        {
            AddMembers(window, scored ? 1 : parts.Length, scored);
        }
        else
        {
            SkipStrings(window, scored ? 1 : parts.Length, scored);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipStrings(ReadOnlySpan<byte> window, int texts, bool scored)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        var end = (nint)window.Length - FastMargin;
        var start = (nint)_at;
        var elements = _elements;
        for (; elements > 0; elements--)
        {
            var at = start;
            for (var text = 0; text < texts && at < end; text++)
            {
                at = PassString(window, ref bytes, at);
            }

            if (!PassScore(ref bytes, ref at, end, scored))
            {
                break;
            }

            start = at;
        }

        (_at, _elements) = ((int)start, elements);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddMembers(ReadOnlySpan<byte> window, int texts, bool scored)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        var end = (nint)window.Length - FastMargin;
        var start = (nint)_at;
        var elements = _elements;
        var members = _members!;
        for (; elements > 0 && start < end; elements--)
        {
            var at = start;
            var length = ShortHead(ref bytes, ref at);
            var member = (int)at;
            at += length;
            if (length < 0 || at >= end)
            {
                break;
            }

            at = texts > 1 ? PassString(window, ref bytes, at) : at;

            // The general way says where a member stands twice.
            if (!PassScore(ref bytes, ref at, end, scored) || !members.Add(ContentHash.Of(window.Slice(member, length), seed: 0)))
            {
                break;
            }

            start = at;
        }

        (_at, _elements) = ((int)start, elements);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool PassScore(ref byte bytes, ref nint at, nint end, bool scored)
    {
        if (at >= end || (scored && double.IsNaN(Unsafe.ReadUnaligned<double>(ref Unsafe.Add(ref bytes, at)))))
        {
            return false;
        }

        at += scored ? sizeof(double) : 0;
        return true;
    }

    // Where the string ends, or the largest number where it needs the general way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint PassString(ReadOnlySpan<byte> window, ref byte bytes, nint at)
    {
        var length = ShortHead(ref bytes, ref at);
        if (length >= 0)
        {
            return at + length;
        }

        var general = (int)at;
        return FastEncoded(window, ref general, 0) < 0 ? nint.MaxValue : general;
    }

    private struct FastCounts
    {
        public long Keys;
        public long Bytes;
        public long OtherKeys;
        public long Expiring;
        public long Expired;
    }
}
