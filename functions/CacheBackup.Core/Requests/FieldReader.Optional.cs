using System.Text.Json;

namespace CacheBackup.Core.Requests;

/// <summary>Members whose absence means something of its own.</summary>
internal sealed partial class FieldReader
{
    /// <summary>A truth value; null where it is absent or none.</summary>
    public bool? OptionalFlag(string name) => Find(name) is null ? null : Flag(name, otherwise: false);

    /// <summary>A whole number within both bounds; null where it is absent or none.</summary>
    public int? OptionalNumber(string name, int least, int most)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, element, $"it has to be a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A list of texts; null where it is absent or something else.</summary>
    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(IsText))
        {
            return [.. element.EnumerateArray().Select(item => item.GetString()!)];
        }

        Refuse(name, element, "it has to be a list of texts");
        return null;
    }

    /// <summary>Texts by name; null where it is absent or something else.</summary>
    public IReadOnlyDictionary<string, string>? OptionalTextsByName(string name)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object || !element.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String))
        {
            Refuse(name, element, "it has to be an object of texts");
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            texts[member.Name] = member.Value.GetString()!;
        }

        return texts;
    }

    private static bool IsText(JsonElement element) => element.ValueKind == JsonValueKind.String && element.GetString()!.Length > 0;
}
