using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What to list.</summary>
/// <param name="After">Names after this one only; empty for all.</param>
/// <param name="Max">Entries of a page.</param>
internal sealed record ListingQuery(string Prefix, string Delimiter, string After, int Max)
{
    /// <summary>
    /// Where a key has several entries: those of the key <see cref="After"/> behind this one are still to come; null for none.
    /// </summary>
    public string? AfterId { get; init; }
}

/// <summary>One page of keys and common prefixes, in their common order.</summary>
/// <param name="Last">The last name shown; null on an empty page.</param>
/// <param name="LastId">The id of the last entry shown; null after a common prefix, and where entries have none.</param>
internal sealed record ListingPage<T>(
    IReadOnlyList<T> Items, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string? Last, string? LastId);

/// <summary>Pages through sorted names, rolling up what shares a prefix up to the delimiter.</summary>
internal static class Listing
{
    /// <param name="idOf">Tells entries of one key apart, where a key can have several.</param>
    public static ListingPage<T> Page<T>(IEnumerable<KeyValuePair<string, T>> sorted, ListingQuery query, Func<T, string>? idOf = null)
    {
        var page = new Builder<T>(query, idOf);
        foreach (var (key, item) in sorted.TakeWhile(entry => entry.Key.StartsWith(query.Prefix, StringComparison.Ordinal)))
        {
            var common = CommonPrefix(key, query);
            if (page.Skips(key, common, item))
            {
                continue;
            }

            if (page.IsFull)
            {
                return page.Finish(isTruncated: query.Max > 0);
            }

            page.Add(key, common, item);
        }

        return page.Finish(isTruncated: false);
    }

    /// <summary>The lowest name a page can begin with.</summary>
    public static string Start(ListingQuery query) =>
        Utf8Order.Instance.Compare(query.Prefix, query.After) > 0 ? query.Prefix : query.After;

    private static string? CommonPrefix(string key, ListingQuery query)
    {
        var at = query.Delimiter.Length == 0 ? -1 : key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + query.Delimiter.Length)];
    }

    private sealed class Builder<T>(ListingQuery query, Func<T, string>? idOf)
    {
        private readonly List<T> _items = [];
        private readonly List<string> _prefixes = [];
        private string? _last;
        private string? _lastId;
        private bool _isPastAfterId;

        public bool IsFull => _items.Count + _prefixes.Count >= query.Max;

        /// <summary>Whether an entry was on an earlier page, or is rolled up already.</summary>
        public bool Skips(string key, string? common, T item)
        {
            if (common is not null && common == _last)
            {
                return true;
            }

            if (Utf8Order.Instance.Compare(common ?? key, query.After) > 0)
            {
                return false;
            }

            if (_isPastAfterId && key == query.After)
            {
                return false;
            }

            _isPastAfterId |= query.AfterId is not null && key == query.After && idOf?.Invoke(item) == query.AfterId;
            return true;
        }

        public void Add(string key, string? common, T item)
        {
            (_last, _lastId) = common is null ? (key, idOf?.Invoke(item)) : (common, null);
            if (common is null)
            {
                _items.Add(item);
            }
            else
            {
                _prefixes.Add(common);
            }
        }

        public ListingPage<T> Finish(bool isTruncated) => new(_items, _prefixes, isTruncated, _last, _lastId);
    }
}
