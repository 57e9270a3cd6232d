using YamlDotNet.RepresentationModel;

namespace CacheBackup.ContractTests.Reading;

/// <summary>One statement of an inline policy.</summary>
/// <param name="Sid">Its id.</param>
/// <param name="IsAllow">Whether it allows; otherwise it denies.</param>
/// <param name="Actions">As written, such as <c>s3:GetObject</c>.</param>
/// <param name="Resources">As written, intrinsic functions unevaluated.</param>
/// <param name="Condition">The template condition it depends on; null where it always stands.</param>
/// <param name="ConditionKeys">The keys of its own Condition block, such as <c>aws:ResourceTag/team</c>.</param>
internal sealed record PolicyStatement(
    string Sid,
    bool IsAllow,
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> Resources,
    string? Condition,
    IReadOnlyList<string> ConditionKeys)
{
    /// <summary>Every statement of a function's or state machine's <c>Policies</c>; none where it calls nothing.</summary>
    public static IReadOnlyList<PolicyStatement> AllOf(YamlMappingNode properties) => !properties.Children.ContainsKey("Policies") ? [] :
    [
        .. from policy in (YamlSequenceNode)properties.Children["Policies"]
           from statement in (YamlSequenceNode)((YamlMappingNode)policy).Children["Statement"]
           select Read(statement),
    ];

    private static PolicyStatement Read(YamlNode node) => node is YamlSequenceNode { Tag.Value: "!If" } choice
        ? Read((YamlMappingNode)choice[1], ((YamlScalarNode)choice[0]).Value)
        : Read((YamlMappingNode)node, condition: null);

    private static PolicyStatement Read(YamlMappingNode node, string? condition) => new(
        node.Scalar("Sid"),
        node.Scalar("Effect") == "Allow",
        node.Children["Action"].Texts(),
        node.Children[node.Children.ContainsKey("Resource") ? "Resource" : "NotResource"].Texts(),
        condition,
        node.Children.TryGetValue("Condition", out var block)
            ? [.. ((YamlMappingNode)block).Children.Values.SelectMany(test => ((YamlMappingNode)test).Children.Keys).Select(key => $"{key}")]
            : []);
}
