using System.Text.Json;

namespace CacheBackup.Core.Permissions;

/// <summary>One statement of a bucket policy, with single values read as lists of one.</summary>
/// <param name="Position">Its place in the policy, from 1: how a statement without a Sid is named.</param>
/// <param name="Sid">Its id; null where it has none.</param>
/// <param name="IsAllow">Whether it allows; else it denies.</param>
/// <param name="Principals">Each as (kind, id): <c>(Service, …)</c>, <c>(AWS, *)</c>; a bare <c>*</c> is <c>(*, *)</c>.</param>
/// <param name="ExceptPrincipals">Whether it was written as NotPrincipal.</param>
/// <param name="Actions">Patterns.</param>
/// <param name="ExceptActions">Whether they were written as NotAction.</param>
/// <param name="Resources">Patterns.</param>
/// <param name="ExceptResources">Whether they were written as NotResource.</param>
/// <param name="Conditions">All have to hold.</param>
internal sealed record PolicyStatement(
    int Position,
    string? Sid,
    bool IsAllow,
    IReadOnlyList<(string Kind, string Id)> Principals,
    bool ExceptPrincipals,
    IReadOnlyList<string> Actions,
    bool ExceptActions,
    IReadOnlyList<string> Resources,
    bool ExceptResources,
    IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>How a message names it.</summary>
    public string Name => string.IsNullOrEmpty(Sid) ? $"statement {Position}" : $"statement \"{Sid}\"";

    /// <exception cref="FormatException">It is no statement of a resource policy.</exception>
    public static PolicyStatement Read(JsonElement element, int position)
    {
        var (principals, exceptPrincipals) = Either(element, "Principal");
        var (actions, exceptActions) = Either(element, "Action");
        var (resources, exceptResources) = Either(element, "Resource");
        return new PolicyStatement(
            position,
            element.TryGetProperty(nameof(Sid), out var sid) ? sid.GetString() : null,
            element.TryGetProperty("Effect", out var effect) && effect.GetString() == "Allow",
            ReadPrincipals(principals),
            exceptPrincipals,
            PolicyJson.Texts(actions),
            exceptActions,
            PolicyJson.Texts(resources),
            exceptResources,
            element.TryGetProperty("Condition", out var block) ? PolicyCondition.ReadAll(block) : []);
    }

    private static (JsonElement Value, bool IsExcept) Either(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? (value, false)
        : element.TryGetProperty($"Not{name}", out value) ? (value, true)
        : throw new FormatException($"a statement has neither {name} nor Not{name}");

    private static List<(string Kind, string Id)> ReadPrincipals(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? [.. element.EnumerateObject().SelectMany(kind => PolicyJson.Texts(kind.Value).Select(id => (kind.Name, id)))]
            : [.. PolicyJson.Texts(element).Select(id => (id, id))];
}
