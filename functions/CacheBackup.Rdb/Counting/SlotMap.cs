using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Counting;

/// <summary>A set of cluster slots.</summary>
internal sealed class SlotMap
{
    public const int Slots = 16384;

    private readonly ulong[] _words = new ulong[Slots / 64];

    public bool IsEmpty { get; private set; } = true;

    public bool this[int slot] => (_words[slot >> 6] & (1UL << slot)) != 0;

    public void Add(int slot)
    {
        _words[slot >> 6] |= 1UL << slot;
        IsEmpty = false;
    }

    /// <summary>The slots as ranges, in order.</summary>
    public IReadOnlyList<SlotRange> Ranges()
    {
        var ranges = new List<SlotRange>();
        for (var slot = 0; slot < Slots; slot++)
        {
            if (!this[slot])
            {
                continue;
            }

            var first = slot;
            while (slot + 1 < Slots && this[slot + 1])
            {
                slot++;
            }

            ranges.Add(new SlotRange(first, slot));
        }

        return ranges;
    }

    public void Sync(StateCodec codec)
    {
        var empty = IsEmpty;
        codec.Flag(ref empty);
        IsEmpty = empty;
        if (empty)
        {
            return;
        }

        foreach (ref var word in _words.AsSpan())
        {
            codec.Fixed(ref word);
        }
    }
}
