namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>Values by object key in UTF-8 byte order, the order in which S3 lists. Not thread-safe.</summary>
internal sealed class KeyIndex<T>
{
    private readonly SortedList<string, T> _entries = new(Utf8Order.Instance);

    public int Count => _entries.Count;

    public T? Find(string key) => _entries.TryGetValue(key, out var value) ? value : default;

    public void Set(string key, T value) => _entries[key] = value;

    public void Remove(string key) => _entries.Remove(key);

    /// <summary>The entries from the first key that is not below <paramref name="start"/>.</summary>
    public IEnumerable<KeyValuePair<string, T>> From(string start)
    {
        for (var i = FirstNotBelow(start); i < _entries.Count; i++)
        {
            yield return KeyValuePair.Create(_entries.GetKeyAtIndex(i), _entries.GetValueAtIndex(i));
        }
    }

    private int FirstNotBelow(string key)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Utf8Order.Instance.Compare(_entries.GetKeyAtIndex(middle), key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

/// <summary>Orders strings as their UTF-8 bytes do; UTF-16 differs where surrogates meet U+E000 and above.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var common = a.AsSpan().CommonPrefixLength(b);
        return common == a.Length || common == b.Length
            ? a.Length.CompareTo(b.Length)
            : Weight(a[common]).CompareTo(Weight(b[common]));
    }

    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
