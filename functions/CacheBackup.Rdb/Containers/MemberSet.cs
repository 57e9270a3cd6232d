using System.Numerics;
using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// Finds a member that stands twice in one collection, in bounded memory. Past its capacity it follows only a fraction
/// of the members, chosen by their hash: both of two equal members are in the fraction, or none.
/// </summary>
internal sealed class MemberSet
{
    // Of 16 bytes each, so 16 MiB; twice while members move from one table to the other. Three quarters of them are filled.
    private const int MostSlots = 1 << 20;

    private const int SmallestSlots = 32;

    // A count in a damaged file says nothing.
    private const int MostExpectedSlots = 1 << 16;

    private ContentMark[] _slots = new ContentMark[SmallestSlots];
    private ContentMark[] _spare = [];
    private int _used = SmallestSlots;
    private int _count;
    private ulong _skipMask;

    /// <summary>Whether some collection was too large to follow all of its members.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Begins another collection.</summary>
    /// <param name="expected">Members to make room for; more and fewer may come.</param>
    public void Clear(long expected = 0)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(expected * 4 / 3, SmallestSlots, MostExpectedSlots));
        if (_slots.Length < slots)
        {
            _slots = new ContentMark[slots];
        }

        // Slots beyond those in use are always empty, and so are all of the spare ones.
        Array.Clear(_slots, 0, _used);
        (_used, _count, _skipMask) = (slots, 0, 0);
    }

    /// <returns>False where the member is there already.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(ContentMark mark)
    {
        if ((mark.Second & _skipMask) != 0)
        {
            return true;
        }

        // An empty slot is all zero; a mark of zero would look like one.
        mark = mark with { First = mark.First | 1 };
        if (_count >= _used - (_used >> 2))
        {
            MakeRoom();
        }

        return Insert(mark);
    }

    public void Sync(StateCodec codec)
    {
        var partial = IsPartial;
        codec.Flag(ref partial);
        IsPartial = partial;
        codec.Number(ref _skipMask);
        var count = _count;
        codec.Number(ref count);
        if (codec.IsReading)
        {
            var mask = _skipMask;
            Clear();
            _skipMask = mask;
            for (; count > 0; count--)
            {
                var mark = default(ContentMark);
                SyncMark(codec, ref mark);
                Add(mark);
            }

            return;
        }

        foreach (ref var slot in _slots.AsSpan(0, _used))
        {
            if (slot.First != 0)
            {
                SyncMark(codec, ref slot);
            }
        }
    }

    private static void SyncMark(StateCodec codec, ref ContentMark mark)
    {
        var (first, second) = (mark.First, mark.Second);
        codec.Fixed(ref first);
        codec.Fixed(ref second);
        mark = new ContentMark(first, second);
    }

    private bool Insert(ContentMark mark)
    {
        var last = _used - 1;
        for (var at = (int)(mark.Second >> 20) & last; ; at = (at + 1) & last)
        {
            ref var slot = ref _slots[at];
            if (slot.First == 0)
            {
                slot = mark;
                _count++;
                return true;
            }

            if (slot == mark)
            {
                return false;
            }
        }
    }

    private void MakeRoom()
    {
        var full = _slots.AsSpan(0, _used);
        if (_used < MostSlots)
        {
            _used *= 2;
        }
        else
        {
            IsPartial = true;
            _skipMask = (_skipMask << 1) | 1;
        }

        (_slots, _spare) = (_spare.Length >= _used ? _spare : new ContentMark[_used], _slots);
        _count = 0;
        foreach (var mark in full)
        {
            if (mark.First != 0 && (mark.Second & _skipMask) == 0)
            {
                Insert(mark);
            }
        }

        full.Clear();
    }
}
