using System.Text.Json;

namespace CacheBackup.Core.Permissions;

/// <summary>The JSON habits of policies: one value may stand for a list of one, and truth values and numbers may be texts.</summary>
internal static class PolicyJson
{
    /// <summary>The statements of a policy, in order.</summary>
    /// <exception cref="FormatException">It is no policy.</exception>
    public static IReadOnlyList<PolicyStatement> Statements(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            return [.. StatementElements(document.RootElement).Select((element, index) => PolicyStatement.Read(element, index + 1))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    /// <summary>The statements as they are written.</summary>
    public static IEnumerable<JsonElement> StatementElements(JsonElement policy) =>
        policy.GetProperty("Statement") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
            : [policy.GetProperty("Statement")];

    /// <summary>A value or a list of values, as texts.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Texts)],
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => [element.GetRawText()],
        _ => throw new FormatException($"{element.GetRawText()} is neither a value nor a list of values"),
    };
}
