using System.Text.Json.Nodes;
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

    private static string Schema => RecordSchema.Of(ManifestFormat.TypeInfo, "manifest.json of a cache backup, schema version 1");

    [Fact]
    public void The_committed_schema_is_what_the_types_say()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_MANIFEST_SCHEMA") == "1")
        {
            File.WriteAllText(SchemaFile, Schema);
        }

        File.ReadAllText(SchemaFile).ShouldBe(Schema);
    }

    [Fact]
    public void Every_member_is_described() => RecordSchema.Undescribed(JsonNode.Parse(Schema)!).ShouldBeEmpty();
}
