using System.Text;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Verification;

public class RdbEnvelopeTests
{
    [Theory]
    [InlineData("REDIS0005")]
    [InlineData("REDIS0011")]
    [InlineData("REDIS0079")]
    [InlineData("VALKEY080")]
    [InlineData("VALKEY999")]
    public void A_file_with_a_known_header_and_its_EOF_before_the_checksum_is_whole(string header)
    {
        Check([.. Encoding.ASCII.GetBytes(header), 0xFA, 0xFF, 1, 2, 3, 4, 5, 6, 7, 8]).ShouldBe(new RdbEnvelopeVerdict(header, null));
    }

    [Theory]
    [InlineData("REDIS0001")]
    [InlineData("REDIS0004")]
    public void A_file_from_before_checksums_ends_in_its_EOF(string header)
    {
        Check([.. Encoding.ASCII.GetBytes(header), 0xFF]).Format.ShouldBe(header);
    }

    [Fact]
    public void An_empty_database_is_a_whole_file_and_so_is_one_with_its_checksum_disabled()
    {
        Check([.. "REDIS0011"u8, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]).Format.ShouldBe("REDIS0011");
    }

    [Theory]
    [InlineData("REDIS0000")]
    [InlineData("REDIS0080")]
    [InlineData("REDIS-001")]
    [InlineData("REDIS 011")]
    [InlineData("redis0011")]
    [InlineData("VALKEY079")]
    [InlineData("VALKEY0 0")]
    [InlineData("<?xml ver")]
    public void Another_header_is_reported_with_its_bytes(string header)
    {
        var defect = Check([.. Encoding.ASCII.GetBytes(header), 0xFF, 1, 2, 3, 4, 5, 6, 7, 8]).Defect.ShouldNotBeNull();

        defect.Offset.ShouldBe(0);
        defect.Found.ShouldBe(Convert.ToHexString(Encoding.ASCII.GetBytes(header)));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_not_whole()
    {
        byte[] whole = [.. "REDIS0011"u8, 0xFA, 1, 2, 3, 0xFF, 1, 2, 3, 4, 5, 6, 7, 8];

        for (var length = 0; length < whole.Length; length++)
        {
            Check(whole[..length]).Defect.ShouldNotBeNull($"{length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public void A_missing_EOF_is_reported_with_its_place_and_what_stands_there()
    {
        Check([.. "VALKEY080"u8, 0xAB, 1, 2, 3, 4, 5, 6, 7, 8]).Defect.ShouldBe(new RdbDefect(9, "the EOF opcode FF", "AB"));
    }

    [Fact]
    public void Bytes_after_the_checksum_are_not_taken_for_a_whole_file()
    {
        Check([.. "REDIS0011"u8, 0xFF, 1, 2, 3, 4, 5, 6, 7, 8, 9]).Defect.ShouldNotBeNull().Offset.ShouldBe(10);
    }

    [Fact]
    public void Offsets_count_from_the_start_of_files_larger_than_memory()
    {
        const long size = 600L << 30;

        RdbEnvelope.Check("REDIS0011"u8, new byte[9], size).Defect.ShouldNotBeNull().Offset.ShouldBe(size - 9);
    }

    private static RdbEnvelopeVerdict Check(byte[] file) => RdbEnvelope.Check(
        file.AsSpan(0, Math.Min(RdbEnvelope.HeadBytes, file.Length)),
        file.AsSpan(Math.Max(0, file.Length - RdbEnvelope.TailBytes)),
        file.Length);
}
