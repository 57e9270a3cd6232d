using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;

namespace CacheBackup.UnitTests.Copies;

public class CopyComparisonTests
{
    private static readonly ObjectFacts Source = new(
        "f/shard-0001.rdb", 100, "aaaa", null, default, new ObjectChecksum("CRC64NVME", "Zm9v", true), true, null, "STANDARD");

    [Fact]
    public void Equal_checksums_of_the_whole_object_prove_a_copy_whatever_the_ETags_say()
    {
        Compare(Source with { ETag = "bbbb-2", ETagIsDigest = false }).Identity.ShouldBe(CopyIdentity.L1);
    }

    [Fact]
    public void Different_checksums_of_the_whole_object_are_a_difference_even_under_the_same_ETag()
    {
        var verdict = Compare(Source with { Checksum = new ObjectChecksum("CRC64NVME", "YmFy", true) });

        verdict.Identity.ShouldBeNull();
        verdict.Reason.ShouldBe("CRC64NVME Zm9v became YmFy");
    }

    [Fact]
    public void Another_size_is_a_difference_before_anything_else_is_looked_at()
    {
        var verdict = Compare(Source with { Bytes = 99 });

        verdict.Identity.ShouldBeNull();
        verdict.Reason.ShouldBe("100 bytes became 99 bytes");
    }

    [Fact]
    public void Checksums_of_different_algorithms_say_nothing_so_the_ETag_decides()
    {
        Compare(Source with { Checksum = new ObjectChecksum("CRC32", "YmFy", true) }).Identity.ShouldBe(CopyIdentity.L2);
    }

    [Fact]
    public void The_same_checksum_over_the_same_parts_proves_a_copy_on_the_second_level()
    {
        var composite = Source with { Checksum = new ObjectChecksum("CRC32", "YmFy-3", false), ETag = "aaaa-3", ETagIsDigest = false };

        CopyComparison.Compare(composite, composite with { ETag = "cccc", ETagIsDigest = false }).Identity.ShouldBe(CopyIdentity.L2);
    }

    [Theory]
    [InlineData("YmFy-3", "Zm9v-3", null)]
    [InlineData("YmFy-3", "Zm9v-4", CopyIdentity.L4)]
    public void Another_checksum_over_as_many_parts_is_a_difference(string source, string copy, CopyIdentity? identity)
    {
        var composite = Source with { Checksum = new ObjectChecksum("SHA256", source, false), ETag = "aaaa-3", ETagIsDigest = false };

        CopyComparison.Compare(composite, composite with { Checksum = new ObjectChecksum("SHA256", copy, false), ETag = "bbbb-3" })
            .Identity.ShouldBe(identity);
    }

    [Theory]
    [InlineData("bbbb-3", null, true, null)]
    [InlineData("bbbb-3", null, false, CopyIdentity.L4)]
    [InlineData("bbbb-4", null, true, CopyIdentity.L4)]
    [InlineData("bbbb-3", "arn:aws:kms:eu-west-1:111122223333:key/1", true, CopyIdentity.L4)]
    public void Another_ETag_is_a_difference_where_both_are_known_to_be_cut_alike(
        string etag, string? kmsKeyId, bool areCutAlike, CopyIdentity? identity)
    {
        var source = Source with { Checksum = null, ETag = "aaaa-3", ETagIsDigest = false };

        CopyComparison.Compare(source, source with { ETag = etag, KmsKeyId = kmsKeyId }, areCutAlike).Identity.ShouldBe(identity);
    }

    [Fact]
    public void A_multipart_source_copied_in_one_piece_has_nothing_to_compare_but_its_size()
    {
        var composite = Source with { Checksum = new ObjectChecksum("CRC32", "YmFy-3", false), ETag = "aaaa-3", ETagIsDigest = false };
        var copy = Source with { Checksum = new ObjectChecksum("CRC32", "Zm9v", true), ETag = "bbbb" };

        CopyComparison.Compare(composite, copy).Identity.ShouldBe(CopyIdentity.L4);
    }

    [Fact]
    public void Two_MD5_ETags_that_differ_are_a_difference()
    {
        var source = Source with { Checksum = null };

        CopyComparison.Compare(source, source with { ETag = "bbbb" }).Identity.ShouldBeNull();
    }

    [Fact]
    public void The_ETag_of_a_copy_under_a_KMS_key_is_no_MD5_and_proves_no_difference()
    {
        var source = Source with { Checksum = null };

        CopyComparison.Compare(source, source with { ETag = "bbbb", ETagIsDigest = false }).Identity.ShouldBe(CopyIdentity.L4);
    }

    private static CopyVerdict Compare(ObjectFacts copy) => CopyComparison.Compare(Source, copy);
}
