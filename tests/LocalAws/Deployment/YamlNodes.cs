using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>Short ways into a YAML document.</summary>
internal static class YamlNodes
{
    /// <summary>Reads a file's one document.</summary>
    /// <exception cref="TemplateException">It is no YAML mapping.</exception>
    public static YamlMappingNode Load(FileInfo file)
    {
        using var reader = file.OpenText();
        var stream = new YamlStream();
        try
        {
            stream.Load(reader);
        }
        catch (YamlException error)
        {
            throw new TemplateException(file.Name, $"is no YAML. {error.Message}");
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? root
            : throw new TemplateException(file.Name, "is no YAML mapping.");
    }

    public static YamlNode? Child(this YamlNode? node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    public static string? Scalar(this YamlNode? node) => (node as YamlScalarNode)?.Value;

    /// <summary>A mapping's children by name, nothing where there is no mapping.</summary>
    public static IEnumerable<(string Name, YamlNode Node)> Entries(this YamlNode? node) => node is YamlMappingNode mapping
        ? mapping.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, pair.Value))
        : [];
}
