using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>Resolves a template's values: the intrinsic functions in their short and their long forms.</summary>
/// <remarks>Null stands for <c>AWS::NoValue</c>: the property or item goes.</remarks>
internal sealed partial class Intrinsics
{
    private const string NoValue = "AWS::NoValue";

    private static readonly string[] Known =
        ["Ref", "Condition", "Sub", "GetAtt", "If", "Equals", "Not", "And", "Or", "Join", "Select", "Split", "FindInMap"];

    private readonly YamlMappingNode _template;
    private readonly DeploymentScope _scope;
    private readonly Parameters _parameters;

    public Intrinsics(YamlMappingNode template, DeploymentScope scope, IReadOnlyDictionary<string, string> overrides)
    {
        _template = template;
        _scope = scope;
        _parameters = new Parameters(template.Child("Parameters"), overrides);
        Ids = new PhysicalIds(template.Child("Resources"), scope, Resolve);
    }

    /// <summary>What resources are called.</summary>
    public PhysicalIds Ids { get; }

    /// <summary>The value of a node.</summary>
    /// <exception cref="TemplateException">An intrinsic is unknown, misused, or names something that does not exist.</exception>
    public JsonNode? Resolve(YamlNode node, string path)
    {
        if (FunctionOf(node, path) is { } call)
        {
            return Call(call.Name, call.Argument, path);
        }

        return node switch
        {
            YamlMappingNode => ResolveMapping(node, path),
            YamlSequenceNode sequence => new JsonArray([.. ResolveItems(sequence, path)]),
            _ => JsonValue.Create(node.Scalar() ?? ""),
        };
    }

    [GeneratedRegex(@"\$\{(!?)([^}]+)\}")]
    private static partial Regex Placeholder();

    // A tag is the short form; a mapping with one key that is an intrinsic's name is the long one.
    private static (string Name, YamlNode Argument)? FunctionOf(YamlNode node, string path)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value.StartsWith('!'))
        {
            var name = node.Tag.Value[1..];
            return Known.Contains(name) ? (name, node) : throw new TemplateException(path, $"LocalAws does not support !{name}.");
        }

        if (node is not YamlMappingNode { Children.Count: 1 })
        {
            return null;
        }

        var (key, argument) = node.Entries().First();
        if (key is "Ref" or "Condition")
        {
            return (key, argument);
        }

        if (!key.StartsWith("Fn::", StringComparison.Ordinal))
        {
            return null;
        }

        return Known.Contains(key[4..]) ? (key[4..], argument) : throw new TemplateException(path, $"LocalAws does not support {key}.");
    }

    private JsonObject ResolveMapping(YamlNode node, string path) => new(node.Entries()
        .Select(entry => KeyValuePair.Create(entry.Name, Resolve(entry.Node, $"{path}/{entry.Name}")))
        .Where(entry => entry.Value is not null));

    private IEnumerable<JsonNode> ResolveItems(YamlSequenceNode sequence, string path) =>
        sequence.Children.Select((item, index) => Resolve(item, $"{path}[{index}]")).OfType<JsonNode>();

    private JsonNode? Call(string name, YamlNode argument, string path) => name switch
    {
        "Ref" => Ref(Scalar(argument, path), path),
        "Sub" => Sub(argument, path),
        "GetAtt" => GetAtt(argument, path),
        "If" => If(argument, path),
        "Join" => Join(argument, path),
        "Select" => Select(argument, path),
        "Split" => Split(argument, path),
        "FindInMap" => FindInMap(argument, path),
        _ => JsonValue.Create(Judge(name, argument, path) ? "true" : "false"),
    };

    private JsonNode? Ref(string name, string path)
    {
        if (name == NoValue)
        {
            return null;
        }

        if (_scope.Pseudo(name) is { } pseudo)
        {
            return JsonValue.Create(pseudo);
        }

        if (_parameters.Has(name))
        {
            return _parameters.Value(name);
        }

        return Ids.Has(name)
            ? JsonValue.Create(Ids.Ref(name))
            : throw new TemplateException(path, $"'{name}' is no parameter and no resource.");
    }

    private JsonValue GetAtt(YamlNode argument, string path)
    {
        string[] parts = argument is YamlSequenceNode list
            ? [.. list.Children.Select(item => item.Scalar()!)]
            : Scalar(argument, path).Split('.', 2);
        return JsonValue.Create(Attribute(parts, path));
    }

    private string Attribute(string[] parts, string path)
    {
        if (parts.Length != 2 || !Ids.Has(parts[0]))
        {
            throw new TemplateException(path, $"'{string.Join('.', parts)}' names no resource of this template.");
        }

        return Ids.Attribute(parts[0], parts[1])
            ?? throw new TemplateException(path, $"LocalAws does not know the attribute '{parts[1]}' of '{parts[0]}'.");
    }

    private JsonValue Sub(YamlNode argument, string path)
    {
        var (text, own) = argument is YamlSequenceNode { Children: [var first, var map] }
            ? (Scalar(first, path), map)
            : (Scalar(argument, path), null);
        return JsonValue.Create(Placeholder().Replace(text, match =>
        {
            var name = match.Groups[2].Value;
            if (match.Groups[1].Length > 0)
            {
                return $"${{{name}}}";
            }

            if (own.Child(name) is { } value)
            {
                return Text(Resolve(value, path), path);
            }

            return name.Contains('.') ? Attribute(name.Split('.', 2), path) : Text(Ref(name, path), path);
        }));
    }

    private JsonNode? If(YamlNode argument, string path)
    {
        var parts = Items(argument, 3, path);
        return Resolve(parts[Holds(Scalar(parts[0], path), path) ? 1 : 2], path);
    }

    private JsonValue Join(YamlNode argument, string path)
    {
        var parts = Items(argument, 2, path);
        return JsonValue.Create(string.Join(Scalar(parts[0], path), List(parts[1], path).Select(item => Text(item, path))));
    }

    private JsonNode? Select(YamlNode argument, string path)
    {
        var parts = Items(argument, 2, path);
        var list = List(parts[1], path);
        return int.TryParse(Text(Resolve(parts[0], path), path), out var index) && index >= 0 && index < list.Count
            ? list[index]?.DeepClone()
            : throw new TemplateException(path, $"Select takes an index from 0 to {list.Count - 1}.");
    }

    private JsonArray Split(YamlNode argument, string path)
    {
        var parts = Items(argument, 2, path);
        var pieces = Text(Resolve(parts[1], path), path).Split(Scalar(parts[0], path));
        return new JsonArray([.. pieces.Select(piece => (JsonNode)JsonValue.Create(piece))]);
    }

    private JsonNode? FindInMap(YamlNode argument, string path)
    {
        var keys = Items(argument, 3, path).Select(key => Text(Resolve(key, path), path)).ToList();
        var found = _template.Child("Mappings").Child(keys[0]).Child(keys[1]).Child(keys[2]);
        return found is null ? throw new TemplateException(path, $"there is no mapping {string.Join('/', keys)}.") : Resolve(found, path);
    }

    private JsonArray List(YamlNode node, string path) =>
        Resolve(node, path) as JsonArray ?? throw new TemplateException(path, "must be a list.");

    private static IList<YamlNode> Items(YamlNode node, int count, string path) =>
        node is YamlSequenceNode sequence && sequence.Children.Count == count
            ? sequence.Children
            : throw new TemplateException(path, $"must be a list of {count}.");

    private static string Scalar(YamlNode node, string path) => node.Scalar() ?? throw new TemplateException(path, "must be text.");

    private static string Text(JsonNode? node, string path) =>
        node is JsonValue value ? value.ToString() : throw new TemplateException(path, "must come to text.");
}
