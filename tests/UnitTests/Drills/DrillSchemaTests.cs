using System.Text.Json.Nodes;
using CacheBackup.Core.Drills;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Drills;

/// <summary>
/// <c>drill.schema.json</c> is made from the types and their docstrings. To write it anew after a change, run this
/// test with <c>UPDATE_DRILL_SCHEMA=1</c>, and raise <see cref="DrillRecord.CurrentSchemaVersion"/> where a member
/// changed its meaning or went away.
/// </summary>
public class DrillSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(SourceTree.Root, "functions/CacheBackup.Core/Drills/drill.schema.json");

    private static string Schema => RecordSchema.Of(DrillRecord.TypeInfo, "drill-2026-11-20.json: what came of restoring a backup, schema version 1");

    [Fact]
    public void The_committed_schema_is_what_the_types_say()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DRILL_SCHEMA") == "1")
        {
            File.WriteAllText(SchemaFile, Schema);
        }

        File.ReadAllText(SchemaFile).ShouldBe(Schema);
    }

    [Fact]
    public void Every_member_is_described() => RecordSchema.Undescribed(JsonNode.Parse(Schema)!).ShouldBeEmpty();
}
