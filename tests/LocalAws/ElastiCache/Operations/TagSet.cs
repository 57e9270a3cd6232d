using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>Reads and applies the tags of a request.</summary>
internal static class TagSet
{
    private const int Most = 50;

    /// <summary>Sets the request's tags on a resource, replacing those of the same key.</summary>
    /// <exception cref="ServiceError">A tag is malformed, or the resource would have more than 50; then nothing changes.</exception>
    public static void Apply(QueryParameters parameters, params IReadOnlyList<Dictionary<string, string>> resources)
    {
        var tags = parameters.Structures("Tags").Select(tag => (Key: tag.Required("Key"), Value: tag.Text("Value") ?? "")).ToList();
        tags.ForEach(tag => Check(tag.Key, tag.Value));
        if (resources.Any(resource => resource.Keys.Union(tags.Select(tag => tag.Key)).Count() > Most))
        {
            throw ServiceError.BadRequest("TagQuotaPerResourceExceeded", $"A resource cannot have more than {Most} tags.");
        }

        foreach (var resource in resources)
        {
            tags.ForEach(tag => resource[tag.Key] = tag.Value);
        }
    }

    private static void Check(string key, string value)
    {
        if (key.Length > 128 || value.Length > 256)
        {
            throw ServiceError.InvalidValue($"The tag {key} is too long: a key has at most 128 characters, a value 256.");
        }

        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            throw ServiceError.InvalidValue($"The tag key {key} is reserved: keys cannot start with aws:.");
        }
    }
}
