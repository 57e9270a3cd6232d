using System.Text;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace CacheBackup.UnitTests.Standins;

/// <summary>Which payloads the strict serializer refuses.</summary>
public sealed class SerializerTests
{
    [Fact]
    public void A_payload_that_fits_is_read() =>
        Read("""{"Name":"Ada","Tone":"Loud"}""").ShouldBe(new GreetInput("Ada", Tone.Loud));

    [Theory]
    [InlineData("""{"Name":"Ada","Tone":"Loud","Mood":"good"}""", "Mood")]
    [InlineData("""{"Tone":"Loud"}""", "Name")]
    [InlineData("""{"Name":null,"Tone":"Loud"}""", "Name")]
    [InlineData("""{"name":"Ada","Tone":"Loud"}""", "name")]
    [InlineData("""{"Name":"Ada","Tone":"Shrill"}""", "Tone")]
    [InlineData("""{"Name":7,"Tone":"Loud"}""", "Name")]
    public void A_payload_that_does_not_fit_is_refused_by_the_name_of_the_member(string json, string member) =>
        Should.Throw<JsonSerializerException>(() => Read(json)).Message.ShouldContain(member);

    [Fact]
    public void An_answer_has_every_member_even_without_a_value()
    {
        using var stream = new MemoryStream();
        new GreetSerializer().Serialize(new GreetOutput("hello", null), stream);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("""{"Text":"hello","Note":null}""");
    }

    private static GreetInput Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new GreetSerializer().Deserialize<GreetInput>(stream);
    }
}
