using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using CacheBackup.Core.Manifests;

namespace CacheBackup.UnitTests.Support;

/// <summary>JSON schemas made from types and their docstrings.</summary>
internal static class RecordSchema
{
    private static readonly XDocument Docstrings = XDocument.Load(Path.ChangeExtension(typeof(BackupManifest).Assembly.Location, ".xml"));

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of a type.</summary>
    public static string Of(JsonTypeInfo type, string title)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var schema = type.GetJsonSchemaAsNode(options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>Members without a description, by their path.</summary>
    public static IEnumerable<string> Undescribed(JsonNode schema)
    {
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            if (string.IsNullOrEmpty(member!["description"]?.GetValue<string>()))
            {
                yield return $"{schema.GetPath()}.{name}";
            }

            foreach (var inner in Undescribed(member).Concat(member["items"] is { } items ? Undescribed(items) : []))
            {
                yield return inner;
            }
        }
    }

    // Every member is a constructor parameter, so its text stands in the docstring of the record that declares it.
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.PropertyInfo is not { } property || schema is not JsonObject node)
        {
            return schema;
        }

        var type = $"T:{property.DeclaringType.FullName}";
        var text = Docstrings.Descendants("member").Where(member => member.Attribute("name")!.Value == type).Elements("param")
            .FirstOrDefault(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Attribute("name")!.Value) == property.Name);
        node.Insert(0, "description", Plain(text));
        return node;
    }

    private static string? Plain(XElement? docstring) => docstring is null
        ? null
        : string.Join(' ', string.Concat(docstring.Nodes().Select(node => node is XText text ? text.Value : Reference((XElement)node)))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Reference(XElement element) =>
        element.Attribute("name")?.Value ?? element.Attribute("cref")?.Value.Split('.')[^1] ?? element.Value;
}
