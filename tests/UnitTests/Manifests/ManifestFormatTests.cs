using System.Text;
using System.Text.Json;
using CacheBackup.Core.Manifests;

namespace CacheBackup.UnitTests.Manifests;

public class ManifestFormatTests
{
    [Fact]
    public void A_manifest_that_was_written_reads_the_same()
    {
        var content = ManifestFormat.Write(ManifestSamples.Manifest());

        ManifestFormat.Write(ManifestFormat.Read(content)).ShouldBe(content);
    }

    [Fact]
    public void The_same_facts_give_the_same_bytes()
    {
        ManifestFormat.Write(ManifestSamples.Manifest()).ShouldBe(ManifestFormat.Write(ManifestSamples.Manifest()));
    }

    [Fact]
    public void Names_are_camel_case_and_values_stand_as_they_are()
    {
        var text = Encoding.UTF8.GetString(ManifestFormat.Write(ManifestSamples.Manifest()));

        text.ShouldContain("\"schemaVersion\": 1");
        text.ShouldContain("\"identity\": \"L1\"");
        text.ShouldContain("\"value\": \"AB+/cd==\"");
        text.ShouldContain("\"team\": \"shop & co\"");
    }

    [Fact]
    public void A_reader_ignores_members_that_a_later_version_adds()
    {
        var text = Encoding.UTF8.GetString(ManifestFormat.Write(ManifestSamples.Manifest()));
        var later = text.Replace("{\n  \"schemaVersion\"", "{\n  \"later\": {},\n  \"schemaVersion\"");

        later.ShouldNotBe(text);
        ManifestFormat.Read(Encoding.UTF8.GetBytes(later)).SchemaVersion.ShouldBe(1);
    }

    [Fact]
    public void A_manifest_that_lacks_a_member_is_refused_by_its_name()
    {
        var text = Encoding.UTF8.GetString(ManifestFormat.Write(ManifestSamples.Manifest())).Replace("\"files\"", "\"fyles\"");

        Should.Throw<JsonException>(() => ManifestFormat.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldContain("files");
    }

    [Fact]
    public void No_null_is_a_manifest()
    {
        Should.Throw<JsonException>(() => ManifestFormat.Read("null"u8));
    }
}
