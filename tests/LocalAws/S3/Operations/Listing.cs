using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What to list.</summary>
/// <param name="After">Names after this one only; empty for all.</param>
/// <param name="Max">Entries of a page.</param>
internal sealed record ListingQuery(string Prefix, string Delimiter, string After, int Max)
{
    /// <summary>Where a key has several entries: those of the key <see cref="After"/> behind this one are still to come; null for none.</summary>
    public string? AfterId { get; init; }
}

/// <summary>One page of keys and common prefixes, in their common order.</summary>
/// <param name="Last">The last name shown; null on an empty page.</param>
/// <param name="LastId">The id of the last entry shown; null after a common prefix, and where entries have none.</param>
internal sealed record ListingPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string? Last, string? LastId);

/// <summary>Pages through sorted names, rolling up what shares a prefix up to the delimiter.</summary>
internal static class Listing
{
    /// <param name="idOf">Tells entries of one key apart, where a key can have several.</param>
    public static ListingPage<T> Page<T>(IEnumerable<KeyValuePair<string, T>> sorted, ListingQuery query, Func<T, string>? idOf = null)
    {
        var (items, prefixes) = (new List<T>(), new List<string>());
        (string? last, string? lastId, var isPast) = (null, null, false);
        foreach (var (key, item) in sorted.TakeWhile(entry => entry.Key.StartsWith(query.Prefix, StringComparison.Ordinal)))
        {
            var common = CommonPrefix(key, query);
            if (common is not null && common == last)
            {
                continue;
            }

            if (Utf8Order.Instance.Compare(common ?? key, query.After) <= 0)
            {
                var isStillToCome = isPast && common is null && key == query.After;
                isPast |= query.AfterId is not null && key == query.After && idOf?.Invoke(item) == query.AfterId;
                if (!isStillToCome)
                {
                    continue;
                }
            }

            if (items.Count + prefixes.Count >= query.Max)
            {
                return new ListingPage<T>(items, prefixes, query.Max > 0, last, lastId);
            }

            (last, lastId) = common is null ? (key, idOf?.Invoke(item)) : (common, null);
            if (common is null)
            {
                items.Add(item);
            }
            else
            {
                prefixes.Add(common);
            }
        }

        return new ListingPage<T>(items, prefixes, false, last, lastId);
    }

    /// <summary>The lowest name a page can begin with.</summary>
    public static string Start(ListingQuery query) =>
        Utf8Order.Instance.Compare(query.Prefix, query.After) > 0 ? query.Prefix : query.After;

    private static string? CommonPrefix(string key, ListingQuery query)
    {
        var at = query.Delimiter.Length == 0 ? -1 : key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + query.Delimiter.Length)];
    }
}
