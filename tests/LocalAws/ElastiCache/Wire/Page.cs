using System.Text;
using System.Xml.Linq;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>One page of a listing, by <c>MaxRecords</c> and <c>Marker</c>.</summary>
internal static class Page
{
    /// <summary>The fewest records a page may be limited to, in every operation.</summary>
    private const int LeastRecords = 20;

    /// <summary>Takes the page asked for and writes it as a list, with a marker when more follows.</summary>
    /// <param name="items">Everything that matches, ordered by <paramref name="key"/>.</param>
    /// <param name="key">Unique and stable, so that a marker outlives changes to the list.</param>
    /// <param name="parameters">The request.</param>
    /// <param name="mostRecords">The operation's largest and default page.</param>
    /// <param name="name">The list's element.</param>
    /// <param name="write">Writes one item.</param>
    public static IEnumerable<XElement?> Of<T>(
        IEnumerable<T> items, Func<T, string> key, QueryParameters parameters, int mostRecords, string name, Func<T, XElement> write)
    {
        var size = parameters.Number("MaxRecords", LeastRecords, mostRecords) ?? mostRecords;
        var after = Decode(parameters.Text("Marker"));
        var rest = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(size + 1).ToList();
        var page = rest.Take(size).ToList();
        return [Xml.List(name, page.Select(write)), Xml.Field("Marker", rest.Count > size ? Encode(key(page[^1])) : null)];
    }

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string? Decode(string? marker)
    {
        try
        {
            return marker is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(marker));
        }
        catch (FormatException)
        {
            throw ServiceError.InvalidValue("The parameter Marker is invalid.");
        }
    }
}
