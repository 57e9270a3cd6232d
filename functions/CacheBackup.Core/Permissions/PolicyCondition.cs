using System.Text.Json;

namespace CacheBackup.Core.Permissions;

/// <summary>One key of a statement's Condition block.</summary>
/// <param name="Operator">Such as <c>StringEquals</c> or <c>ArnLikeIfExists</c>.</param>
/// <param name="Key">Such as <c>aws:SourceAccount</c>.</param>
/// <param name="Values">Any one of them suffices; for a negated operator none may match.</param>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    public static IReadOnlyList<PolicyCondition> ReadAll(JsonElement block) =>
    [
        .. block.EnumerateObject().SelectMany(test =>
            test.Value.EnumerateObject().Select(key => new PolicyCondition(test.Name, key.Name, PolicyJson.Texts(key.Value)))),
    ];

    public override string ToString() => $"{Operator} {Key}";
}
