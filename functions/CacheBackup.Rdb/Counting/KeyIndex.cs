using System.Numerics;
using CacheBackup.Rdb.Containers;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Counting;

/// <summary>
/// Finds keys that stand twice in a file. 16 bytes a key: 88 bits of hash and the key's offset (40 bits), spread by 8
/// further bits of hash over 256 lists, which are searched one by one at the end. Appending to lists is what makes this
/// fast: a table of all keys would miss the cache at every key.
/// </summary>
internal sealed class KeyIndex
{
    private const int Lists = 256;
    private const int ChunkMarks = 256;
    private const int ChunksPerSlab = 256;
    private const int MarkBytes = 16;
    private const int None = -1;
    private const int OffsetBits = 40;
    private const ulong OffsetMask = (1UL << OffsetBits) - 1;

    // Marks live in chunks of 4 KiB, chunks in slabs of 1 MiB; the chunks of a list are chained from the last to the first.
    private readonly List<Mark[]> _slabs = [];
    private readonly List<int> _previousChunk = [];
    private readonly int[] _lastChunk = new int[Lists];
    private readonly Mark[]?[] _slabOfList = new Mark[]?[Lists];
    private readonly int[] _next = new int[Lists];
    private readonly int[] _count = new int[Lists];

    /// <summary>Bytes of memory it takes, to the mebibyte.</summary>
    public long Bytes => (long)_slabs.Count * ChunksPerSlab * ChunkMarks * MarkBytes;

    public void Add(ContentMark key, long offset)
    {
        var list = (int)(key.Second & 0xFF);
        var at = _next[list];
        if (at % ChunkMarks == 0)
        {
            at = NewChunk(list);
        }

        _slabOfList[list]![at] = new Mark(key.First, (key.Second & ~OffsetMask) | Math.Min((ulong)offset, OffsetMask));
        _next[list] = at + 1;
        _count[list]++;
    }

    /// <summary>Counts the keys that stand in the file again, and finds the first of them.</summary>
    public DuplicateKeys Search()
    {
        var found = new DuplicateKeys(0, 0, 0);
        Mark[] marks = [];
        int[] slots = [];
        for (var list = 0; list < Lists; list++)
        {
            var count = Gather(list, ref marks);
            var mask = (int)BitOperations.RoundUpToPowerOf2(((uint)count * 2) + 1) - 1;
            slots = slots.Length > mask ? slots : new int[mask + 1];
            slots.AsSpan(0, mask + 1).Clear();
            for (var index = 0; index < count; index++)
            {
                var earlier = Insert(slots, mask, marks, index);
                if (earlier >= 0)
                {
                    found = found.With(Offset(marks[earlier]), Offset(marks[index]));
                }
            }
        }

        return found;
    }

    public void Sync(StateCodec codec)
    {
        Mark[] marks = [];
        for (var list = 0; list < Lists; list++)
        {
            var count = Gather(list, ref marks);
            codec.Number(ref count);
            for (var index = 0; index < count; index++)
            {
                var (hash, rest) = codec.IsReading ? default : marks[index];
                codec.Fixed(ref hash);
                codec.Fixed(ref rest);
                if (codec.IsReading)
                {
                    Add(new ContentMark(hash, (rest & ~OffsetMask) | (uint)list), (long)(rest & OffsetMask));
                }
            }
        }
    }

    private static long Offset(Mark mark) => (long)(mark.Rest & OffsetMask);

    // Slots hold the index plus one. Keys come in the order of the file, so what is found is the earlier one.
    private static int Insert(int[] slots, int mask, Mark[] marks, int index)
    {
        var mark = marks[index];
        for (var at = (int)(mark.Hash >> 16) & mask; ; at = (at + 1) & mask)
        {
            var other = slots[at] - 1;
            if (other < 0)
            {
                slots[at] = index + 1;
                return None;
            }

            if (marks[other].Hash == mark.Hash && ((marks[other].Rest ^ mark.Rest) & ~OffsetMask) == 0)
            {
                return other;
            }
        }
    }

    // Copies the marks of a list together, in the order of the file.
    private int Gather(int list, ref Mark[] marks)
    {
        var count = _count[list];
        marks = marks.Length >= count ? marks : new Mark[count + (count / 8)];
        var end = count;
        for (var chunk = count == 0 ? None : _lastChunk[list]; chunk != None; chunk = _previousChunk[chunk])
        {
            var start = (end - 1) / ChunkMarks * ChunkMarks;
            _slabs[chunk / ChunksPerSlab].AsSpan(chunk % ChunksPerSlab * ChunkMarks, end - start).CopyTo(marks.AsSpan(start));
            end = start;
        }

        return count;
    }

    private int NewChunk(int list)
    {
        var chunk = _previousChunk.Count;
        if (chunk % ChunksPerSlab == 0)
        {
            _slabs.Add(GC.AllocateUninitializedArray<Mark>(ChunksPerSlab * ChunkMarks));
        }

        _previousChunk.Add(_count[list] == 0 ? None : _lastChunk[list]);
        _lastChunk[list] = chunk;
        _slabOfList[list] = _slabs[^1];
        return chunk % ChunksPerSlab * ChunkMarks;
    }

    /// <param name="Hash">64 bits of hash.</param>
    /// <param name="Rest">24 bits of hash, then 40 bits of offset; all ones from 1 TiB on.</param>
    private readonly record struct Mark(ulong Hash, ulong Rest);
}

/// <summary>Keys that stand in a file more than once.</summary>
/// <param name="Count">Times that a key stands there again.</param>
/// <param name="Offset">Where the first key that repeats an earlier one begins, in bytes.</param>
/// <param name="EarlierOffset">Where the key it repeats begins.</param>
internal readonly record struct DuplicateKeys(long Count, long Offset, long EarlierOffset)
{
    public DuplicateKeys With(long earlier, long offset) =>
        Count == 0 || offset < Offset ? new DuplicateKeys(Count + 1, offset, earlier) : this with { Count = Count + 1 };
}
