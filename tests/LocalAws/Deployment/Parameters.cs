using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>The template's parameters with their defaults and what overrides them.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, YamlNode> _declared;
    private readonly IReadOnlyDictionary<string, string> _overrides;

    /// <exception cref="TemplateException">An override names no parameter, or has a value its parameter does not allow.</exception>
    public Parameters(YamlNode? section, IReadOnlyDictionary<string, string> overrides)
    {
        _declared = section.Entries().ToDictionary(entry => entry.Name, entry => entry.Node);
        _overrides = overrides;
        foreach (var (name, value) in overrides)
        {
            var declaration = _declared.GetValueOrDefault(name) ?? throw new TemplateException($"Parameters/{name}", "does not exist.");
            CheckAllowed(name, value, declaration);
        }
    }

    public bool Has(string name) => _declared.ContainsKey(name);

    /// <summary>A value: text, or a list of texts. A parameter without any is an error only where it is used.</summary>
    public JsonNode Value(string name)
    {
        var text = _overrides.GetValueOrDefault(name) ?? _declared[name].Child("Default").Scalar()
            ?? throw new TemplateException($"Parameters/{name}", "has no default, and was given no value.");
        return _declared[name].Child("Type").Scalar() is "CommaDelimitedList" or "List<Number>"
            ? new JsonArray([.. text.Split(',').Select(item => (JsonNode)JsonValue.Create(item.Trim()))])
            : JsonValue.Create(text);
    }

    private static void CheckAllowed(string name, string value, YamlNode declaration)
    {
        if (declaration.Child("AllowedValues") is YamlSequenceNode allowed && allowed.Children.All(item => item.Scalar() != value))
        {
            throw new TemplateException($"Parameters/{name}", $"'{value}' is not among its AllowedValues.");
        }

        if (declaration.Child("AllowedPattern").Scalar() is { } pattern && !Regex.IsMatch(value, $"^(?:{pattern})$"))
        {
            throw new TemplateException($"Parameters/{name}", $"'{value}' does not match its AllowedPattern {pattern}.");
        }
    }
}
