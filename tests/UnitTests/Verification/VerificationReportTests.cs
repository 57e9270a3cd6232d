using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Verification;

public class VerificationReportTests
{
    [Fact]
    public void What_is_read_is_written_again_byte_for_byte()
    {
        var written = Sample().Write();

        VerificationReport.Read(written).Write().ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"file":"a.rdb","eTag":"e","versionId":null,"target":null}""")]
    public void Anything_else_is_no_report(string json) =>
        Should.Throw<FormatException>(() => VerificationReport.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void The_committed_schema_names_every_member_of_a_report_and_no_other()
    {
        var schema = File.ReadAllText(Path.Combine(SourceTree.Root, "functions/CacheBackup.Core/Verification/verify.schema.json"));

        Described(JsonNode.Parse(schema)!, "").ShouldBe(Written(JsonNode.Parse(Sample().Write())!, "").Distinct(), ignoreOrder: true);
    }

    // With something in every list.
    private static VerificationReport Sample()
    {
        var file = new RdbBuilder("REDIS0010")
            .Raw(0xFA).Text("redis-ver").Text("7.0.15")
            .Raw(0xF5).Text("#!lua name=lib\nreturn 1")
            .Raw(0xF4).Size(5).Size(1).Size(0)
            .Select(0).String("k", "v").String("k", "w")
            .Raw(7).Text("m").Raw(0x81, 0, 0, 0, 0, 0, 0, 4, 1).Size(0)
            .End();
        var found = Verifying.Verify([.. file, 0]);
        found.Verdict.ShouldBe(RdbVerdict.Valid, found.Error?.Reason);
        return new VerificationReport("shard-0001.rdb", "etag", "version", LocalAwsFixture.Verification.Target!.Judge(found), found);
    }

    private static IEnumerable<string> Described(JsonNode schema, string path) =>
        from member in schema["properties"]!.AsObject()
        let name = $"{path}/{member.Key}"
        let inner = member.Value!["items"] ?? member.Value
        from described in (inner["properties"] is null ? [] : Described(inner, name)).Prepend(name)
        where member.Value["description"] is not null
        select described;

    private static IEnumerable<string> Written(JsonNode json, string path) =>
        from member in json.AsObject()
        let name = $"{path}/{member.Key}"
        from written in Inner(member.Value, name).Prepend(name)
        select written;

    private static IEnumerable<string> Inner(JsonNode? value, string path) => value switch
    {
        JsonObject inner => Written(inner, path),
        JsonArray { Count: > 0 } list when list[0] is JsonObject => list.SelectMany(item => Written(item!, path)),
        JsonArray list => list.Count > 0 ? [] : throw new JsonException($"{path} of the sample is empty."),
        _ => [],
    };
}
