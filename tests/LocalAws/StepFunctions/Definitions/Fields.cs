using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Reads the fields of one JSON object of a definition, and refuses every field nobody asked for.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, JsonElement> _unread = new(StringComparer.Ordinal);

    public Fields(JsonElement element, string path)
    {
        Path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new DefinitionException(path, "must be an object.");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!_unread.TryAdd(property.Name, property.Value))
            {
                throw new DefinitionException(path, $"field '{property.Name}' appears twice.");
            }
        }
    }

    /// <summary>Where the object is.</summary>
    public string Path { get; }

    public DefinitionException Refuse(string field, string message) => new(Path.Length == 0 ? field : $"{Path}/{field}", message);

    /// <summary>The fields not read yet.</summary>
    public IReadOnlyList<string> Names() => [.. _unread.Keys];

    public bool Has(string field) => _unread.ContainsKey(field);

    public JsonElement? Take(string field) => _unread.Remove(field, out var value) ? value : null;

    public JsonElement Require(string field) =>
        Take(field) ?? throw new DefinitionException(Path, $"the required field '{field}' is missing.");

    public string Text(string field) => AsText(field, Require(field));

    public string? OptionalText(string field) => Take(field) is { } value ? AsText(field, value) : null;

    /// <summary>A whole number in a range, or the default where the field is absent.</summary>
    public int WholeNumber(string field, int fallback, int smallest, int largest)
    {
        if (Take(field) is not { } value)
        {
            return fallback;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= smallest && number <= largest
            ? number
            : throw Refuse(field, $"must be a whole number from {smallest} to {largest}.");
    }

    /// <summary>Fields LocalAws does not run, though AWS has them.</summary>
    public void RefuseUnsupported(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (Has(field))
            {
                throw Refuse(field, "LocalAws does not support this field.");
            }
        }
    }

    /// <summary>Refuses what is left.</summary>
    public void Done()
    {
        if (_unread.Count > 0)
        {
            throw new DefinitionException(Path, $"field '{_unread.Keys.First()}' does not belong here.");
        }
    }

    private string AsText(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refuse(field, "must be a string.");
}
