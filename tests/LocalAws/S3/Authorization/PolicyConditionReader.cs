using System.Text.Json;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>Reads Condition: operator → key → values.</summary>
internal static class PolicyConditionReader
{
    private const string IfExists = "IfExists";

    public static IReadOnlyList<PolicyCondition> Read(JsonElement conditions)
    {
        PolicyReader.Require(conditions.ValueKind == JsonValueKind.Object, "Condition must be an object");
        return [.. conditions.EnumerateObject().SelectMany(ReadOperator)];
    }

    private static IEnumerable<PolicyCondition> ReadOperator(JsonProperty field)
    {
        var (quantifier, name, ifExists) = Split(field.Name);
        if (name is "BinaryEquals")
        {
            throw S3Errors.NotImplemented($"The local S3 does not evaluate the condition operator {name}.");
        }

        PolicyReader.Require(PolicyCondition.Knows(name) && !(name == "Null" && ifExists), $"Invalid Condition type : {field.Name}");
        PolicyReader.Require(field.Value.ValueKind == JsonValueKind.Object, "Condition must be an object");
        return field.Value.EnumerateObject().Select(key => ReadKey(name, quantifier, ifExists, key)).ToList();
    }

    private static PolicyCondition ReadKey(string name, ConditionQuantifier quantifier, bool ifExists, JsonProperty key)
    {
        PolicyReader.Require(ConditionKeys.Knows(key.Name.ToLowerInvariant()), "Policy has an invalid condition key");
        var values = (key.Value.ValueKind == JsonValueKind.Array ? key.Value.EnumerateArray().ToList() : [key.Value]).ConvertAll(Scalar);
        PolicyReader.Require(
            name is not ("Null" or "Bool") || values.TrueForAll(value => bool.TryParse(value, out _)),
            $"Invalid condition value for {key.Name}");
        return new PolicyCondition(name, quantifier, ifExists, key.Name.ToLowerInvariant(), values);
    }

    private static string Scalar(JsonElement value)
    {
        PolicyReader.Require(
            value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
            "Conditions must have scalar values");
        return value.ToString();
    }

    private static (ConditionQuantifier Quantifier, string Name, bool IfExists) Split(string name)
    {
        var quantifier = name.Split(':', 2) switch
        {
            ["ForAnyValue", _] => ConditionQuantifier.ForAnyValue,
            ["ForAllValues", _] => ConditionQuantifier.ForAllValues,
            _ => ConditionQuantifier.None,
        };
        name = quantifier == ConditionQuantifier.None ? name : name.Split(':', 2)[1];
        return name.EndsWith(IfExists, StringComparison.Ordinal) ? (quantifier, name[..^IfExists.Length], true) : (quantifier, name, false);
    }
}
