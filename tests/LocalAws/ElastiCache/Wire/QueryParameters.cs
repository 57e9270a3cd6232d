using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>The parameters of a Query protocol request: <c>Tags.Tag.1.Key=team&amp;Tags.Tag.1.Value=cache</c>.</summary>
internal sealed class QueryParameters
{
    private readonly IReadOnlyDictionary<string, string> _values;

    public QueryParameters(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>The names before the first dot, each once.</summary>
    public IEnumerable<string> TopLevelNames => _values.Keys.Select(name => name.Split('.')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>Reads the form body, or the query string of a GET.</summary>
    public static async Task<QueryParameters> ReadAsync(HttpRequest request)
    {
        var pairs = request.HasFormContentType
            ? await request.ReadFormAsync(request.HttpContext.RequestAborted)
            : request.Query.AsEnumerable();
        return new QueryParameters(pairs.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
    }

    /// <summary>These, and of others those that are not among these.</summary>
    public QueryParameters WithDefaults(IReadOnlyDictionary<string, string> defaults) =>
        new(defaults.Concat(_values).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Last().Value, StringComparer.Ordinal));

    public string? Text(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public string Required(string name) =>
        Text(name) ?? throw ServiceError.InvalidValue($"The parameter {name} must be provided and must not be blank.");

    public bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw ServiceError.InvalidValue($"Invalid value {other} for {name}. Must be true or false."),
    };

    public int? Number(string name) => Text(name) switch
    {
        null => null,
        var text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ServiceError.InvalidValue($"Invalid value {text} for {name}. Must be an integer."),
    };

    /// <exception cref="ServiceError">Outside the range, both ends included.</exception>
    public int? Number(string name, int least, int most) => Number(name) is { } number
        ? number >= least && number <= most
            ? number
            : throw ServiceError.InvalidValue($"Invalid value {number} for {name}. Must be between {least} and {most}.")
        : null;

    public DateTimeOffset? Time(string name) => Text(name) switch
    {
        null => null,
        var text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw ServiceError.InvalidValue($"Invalid value {text} for {name}. Must be an ISO 8601 time."),
    };

    /// <summary>One of <paramref name="allowed"/>, or null.</summary>
    public string? OneOf(string name, params string[] allowed) => Text(name) switch
    {
        null => null,
        var text when allowed.Contains(text) => text,
        var text => throw ServiceError.InvalidValue($"Invalid value {text} for {name}. Must be one of: {string.Join(", ", allowed)}."),
    };

    /// <summary>A list of strings, <c>Name.Member.1</c> and on, whatever the member is called.</summary>
    public IReadOnlyList<string> List(string name) => [.. Structures(name).Select(item => item._values[""])];

    /// <summary>A list of structures; each item holds its members under their own names.</summary>
    public IReadOnlyList<QueryParameters> Structures(string name) =>
    [
        .. _values
            .Select(pair => (Path: pair.Key.Split('.', 4), pair.Value))
            .Where(pair => pair.Path.Length >= 3 && pair.Path[0] == name)
            .GroupBy(pair => int.TryParse(pair.Path[2], CultureInfo.InvariantCulture, out var index)
                ? index
                : throw ServiceError.InvalidValue($"Invalid list index {pair.Path[2]} in {name}."))
            .OrderBy(item => item.Key)
            .Select(item => new QueryParameters(item.ToDictionary(pair => pair.Path.ElementAtOrDefault(3) ?? "", pair => pair.Value))),
    ];
}
