using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What to list.</summary>
/// <param name="After">Names after this one only; empty for all.</param>
/// <param name="Max">Entries of a page.</param>
internal sealed record ListingQuery(string Prefix, string Delimiter, string After, int Max);

/// <summary>One page of keys and common prefixes, in their common order.</summary>
/// <param name="Last">The last name shown; null on an empty page.</param>
internal sealed record ListingPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string? Last);

/// <summary>Pages through sorted names, rolling up what shares a prefix up to the delimiter.</summary>
internal static class Listing
{
    public static ListingPage<T> Page<T>(IEnumerable<KeyValuePair<string, T>> sorted, ListingQuery query)
    {
        var (items, prefixes) = (new List<T>(), new List<string>());
        string? last = null;
        foreach (var (key, item) in sorted)
        {
            if (!key.StartsWith(query.Prefix, StringComparison.Ordinal))
            {
                break;
            }

            var common = CommonPrefix(key, query);
            var name = common ?? key;
            if (Utf8Order.Instance.Compare(name, query.After) <= 0 || Utf8Order.Instance.Compare(key, query.After) <= 0 || (common is not null && common == last))
            {
                continue;
            }

            if (items.Count + prefixes.Count >= query.Max)
            {
                return new ListingPage<T>(items, prefixes, query.Max > 0, last);
            }

            last = name;
            if (common is null)
            {
                items.Add(item);
            }
            else
            {
                prefixes.Add(common);
            }
        }

        return new ListingPage<T>(items, prefixes, false, last);
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
