using System.Text;
using System.Text.Json;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

public class RdbReportReaderTests
{
    [FixtureFact]
    public void A_report_that_is_read_is_written_again_byte_for_byte()
    {
        foreach (var file in RdbFixtures.Public.Concat(RdbFixtures.Generated).Concat(RdbFixtures.Mutations))
        {
            var written = RdbReportJson.ToUtf8(Verifying.Verify(file.Bytes));

            var again = RdbReportJson.ToUtf8(Read(written));

            Verifying.Difference(Encoding.UTF8.GetString(again), Encoding.UTF8.GetString(written)).ShouldBeNull($"{file}");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"reportVersion":2}""")]
    [InlineData("""{"reportVersion":"1"}""")]
    [InlineData("""{"reportVersion":1,"verdict":"Perfect"}""")]
    public void Anything_else_is_refused(string json) =>
        Should.Throw<FormatException>(() => Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("0-16383", 0, 16383)]
    [InlineData("7", 7, 7)]
    public void Slots_are_read_as_they_are_written(string text, int first, int last)
    {
        SlotRange.Parse(text).ShouldBe(new SlotRange(first, last));
        SlotRange.Parse(text).ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("5-4")]
    [InlineData("0-16384")]
    [InlineData("0-1-2")]
    public void Anything_else_is_no_range_of_slots(string text) => Should.Throw<FormatException>(() => SlotRange.Parse(text));

    private static RdbReport Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return RdbReportReader.Read(document.RootElement);
    }
}
