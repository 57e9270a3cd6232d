using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Counting;

/// <summary>The keys that take most bytes in the file, up to a number. Of equal ones the first in the file stays.</summary>
internal sealed class LargestKeys(int capacity)
{
    /// <summary>Bytes of a name that are kept.</summary>
    public const int NameBytes = 128;

    private readonly List<Entry> _entries = new(capacity + 1);

    /// <summary>Only a key above this many bytes is among the largest.</summary>
    public long Threshold { get; private set; } = capacity == 0 ? long.MaxValue : -1;

    public IReadOnlyList<Entry> Entries => _entries;

    public void Add(ReadOnlySpan<byte> name, long nameLength, int database, int place, long bytes, long offset)
    {
        var at = _entries.Count;
        while (at > 0 && _entries[at - 1].Bytes < bytes)
        {
            at--;
        }

        _entries.Insert(at, new Entry(name[..Math.Min(name.Length, NameBytes)].ToArray(), nameLength, database, place, bytes, offset));
        if (_entries.Count > capacity)
        {
            _entries.RemoveAt(capacity);
        }

        Threshold = _entries.Count == capacity ? _entries[^1].Bytes : -1;
    }

    public void Sync(StateCodec codec)
    {
        var count = _entries.Count;
        codec.Number(ref count);
        for (var index = 0; index < count; index++)
        {
            var entry = codec.IsReading ? new Entry([], 0, 0, 0, 0, 0) : _entries[index];
            var (name, length, database, place, bytes, offset) = entry;
            codec.Bytes(ref name);
            codec.Number(ref length);
            codec.Number(ref database);
            codec.Number(ref place);
            codec.Number(ref bytes);
            codec.Number(ref offset);
            if (codec.IsReading)
            {
                Add(name, length, database, place, bytes, offset);
            }
        }
    }

    /// <param name="Name">The name, or its beginning.</param>
    /// <param name="NameLength">Bytes of the whole name.</param>
    internal sealed record Entry(byte[] Name, long NameLength, int Database, int Place, long Bytes, long Offset);
}
