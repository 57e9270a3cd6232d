using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;

namespace CacheBackup.UnitTests.Copies;

public sealed class CopyMethodTests
{
    private const long MiB = 1 << 20;
    private static readonly CopyTuning Tuning = new();
    private static readonly ObjectChecksum Crc = new("CRC64NVME", "AAAAAAAAAAA=", OfWholeObject: true);
    private static readonly ObjectChecksum Composite = new("SHA256", "AAAA-13", OfWholeObject: false);
    private static readonly ObjectFacts Large = new(
        "key", 100 * MiB, "0123456789abcdef0123456789abcdef-13", null, default, Crc, ETagIsDigest: false, null, "STANDARD");

    [Fact]
    public void A_small_file_is_one_call_unless_parts_are_all_that_could_prove_it()
    {
        var small = Large with { Bytes = (64 * MiB) - 1 };

        CopyMethod.Of(small, null, Tuning).Plan.ShouldBeNull();
        CopyMethod.Of(small with { Checksum = Composite }, new SourceParts(8, 8 * MiB), Tuning).IsMirrored.ShouldBeTrue();
    }

    [Theory]
    [InlineData("CRC64NVME")]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    public void A_CRC_of_the_whole_object_is_what_S3_compares_however_the_file_is_cut(string algorithm)
    {
        var source = Large with { Checksum = Crc with { Algorithm = algorithm } };

        CopyMethod.DependsOnParts(source).ShouldBeFalse();
        var method = CopyMethod.Of(source, null, Tuning);

        (method.Plan!.PartBytes, method.Checksum, method.Identity).ShouldBe((16 * MiB, source.Checksum, CopyIdentity.L1));
    }

    [Fact]
    public void A_composite_checksum_is_equal_over_parts_cut_alike()
    {
        var source = Large with { Checksum = Composite };

        CopyMethod.DependsOnParts(source).ShouldBeTrue();
        var method = CopyMethod.Of(source, new SourceParts(13, 8 * MiB), Tuning);

        (method.Plan!.PartBytes, method.Checksum, method.Identity).ShouldBe((8 * MiB, Composite, CopyIdentity.L2));
    }

    [Fact]
    public void An_ETag_is_equal_over_parts_cut_alike_where_there_is_no_checksum()
    {
        var method = CopyMethod.Of(Large with { Checksum = null }, new SourceParts(13, 8 * MiB), Tuning);

        (method.Plan!.PartBytes, method.Checksum, method.Identity).ShouldBe((8 * MiB, null, CopyIdentity.L2));
    }

    [Theory]
    [InlineData(true, 1000, true)]
    [InlineData(true, 100 * MiB, false)]
    [InlineData(false, 100 * MiB, false)]
    public void Under_a_KMS_key_an_ETag_proves_nothing_which_is_told_before_a_byte_is_copied(bool isCopys, long bytes, bool isOneCall)
    {
        var source = Large with { Bytes = bytes, Checksum = null, KmsKeyId = isCopys ? null : "key" };

        var method = CopyMethod.Of(source, new SourceParts(13, 8 * MiB), Tuning, isCopys ? "key" : null);

        (method.Plan is null, method.Identity).ShouldBe((isOneCall, CopyIdentity.L4));
        method.Reason.ShouldContain("KMS");
    }

    [Fact]
    public void Parts_that_cannot_be_cut_alike_prove_nothing_but_the_size()
    {
        var method = CopyMethod.Of(Large with { Checksum = Composite }, new SourceParts(13, 20 * MiB), Tuning);

        (method.Checksum, method.Identity).ShouldBe((null, CopyIdentity.L4));
        method.Reason.ShouldContain("13 parts, the first of 20971520 bytes");
    }

    [Theory]
    [InlineData(1 << 30, true)]
    [InlineData((1 << 30) + 1L, false)]
    public void A_file_of_one_piece_without_a_CRC_is_one_call_as_long_as_that_ends_in_time(long bytes, bool isOneCall)
    {
        var source = Large with { ETag = "0123456789abcdef0123456789abcdef", Bytes = bytes, Checksum = null, ETagIsDigest = true };

        var method = CopyMethod.Of(source, null, Tuning);

        (method.Plan is null, method.Identity).ShouldBe((isOneCall, isOneCall ? CopyIdentity.L2 : CopyIdentity.L4));
    }
}
