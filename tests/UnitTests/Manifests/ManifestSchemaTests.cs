using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using CacheBackup.Core.Manifests;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Manifests;

/// <summary>
/// <c>manifest.schema.json</c> is made from the types and their docstrings. To write it anew after a change, run this
/// test with <c>UPDATE_MANIFEST_SCHEMA=1</c>, and raise <see cref="BackupManifest.CurrentSchemaVersion"/> where a member
/// changed its meaning or went away.
/// </summary>
public class ManifestSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(SourceTree.Root, "functions/CacheBackup.Core/Manifests/manifest.schema.json");

    private static readonly XDocument Docstrings = XDocument.Load(Path.ChangeExtension(typeof(BackupManifest).Assembly.Location, ".xml"));

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_committed_schema_is_what_the_types_say()
    {
        var schema = Schema();
        if (Environment.GetEnvironmentVariable("UPDATE_MANIFEST_SCHEMA") == "1")
        {
            File.WriteAllText(SchemaFile, schema);
        }

        File.ReadAllText(SchemaFile).ShouldBe(schema);
    }

    [Fact]
    public void Every_member_is_described()
    {
        Undescribed(JsonNode.Parse(Schema())!).ShouldBeEmpty();
    }

    private static string Schema()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var schema = ManifestFormat.TypeInfo.GetJsonSchemaAsNode(options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "manifest.json of a cache backup, schema version 1");
        return schema.ToJsonString(Indented) + "\n";
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

    private static IEnumerable<string> Undescribed(JsonNode schema)
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
}
