using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.UnitTests.Manifests;

namespace CacheBackup.UnitTests.Restores;

/// <summary>Whether an object is the file of a backup, by what the manifest says.</summary>
public sealed class SeedFileTests
{
    private static readonly BucketLocation Unknown = new("somewhere", "eu-central-1", "111122223333");
    private static readonly ObjectChecksum OfParts = new("SHA256", "q83vEjRWeJA=-5", OfWholeObject: false);
    private static readonly ObjectChecksum OfAll = new("CRC64NVME", "q83vEjRWeJA=", OfWholeObject: true);

    private static readonly BackupFile Sample = ManifestSamples.Manifest().Files[0];
    private static readonly BackupFile Described = Sample with
    {
        ETag = "export",
        Checksum = OfParts,
        Copies = [Sample.Copies[0] with { ETag = "copy", Checksum = OfAll }],
    };

    [Theory]
    [InlineData("export", null)]
    [InlineData("copy", null)]
    [InlineData("other", "parts")]
    [InlineData("other", "all")]
    public void In_a_bucket_the_manifest_does_not_know_the_exported_file_or_any_copy_of_it_proves_the_content(string tag, string? checksum) =>
        DifferenceOf(Unknown, tag, checksum).ShouldBeNull();

    [Theory]
    [InlineData("export", null)]
    [InlineData("other", "parts")]
    [InlineData("other", null)]
    public void In_a_bucket_the_manifest_knows_only_its_own_copy_does(string tag, string? checksum) =>
        DifferenceOf(ManifestSamples.Target, tag, checksum)!.ShouldStartWith($"its ETag is {tag}, the manifest says copy");

    [Fact]
    public void Another_size_is_told_first() =>
        new SeedFile("k", Described).DifferenceOf(Unknown, Found("export", null) with { Bytes = 1 })!.ShouldStartWith("it has 1 bytes, the manifest says ");

    private static string? DifferenceOf(BucketLocation bucket, string tag, string? checksum) =>
        new SeedFile("k", Described).DifferenceOf(bucket, Found(tag, checksum switch { "parts" => OfParts, "all" => OfAll, _ => null }));

    private static ObjectFacts Found(string tag, ObjectChecksum? checksum) =>
        new("k", Described.Bytes, tag, null, default, checksum, ETagIsDigest: false, null, "STANDARD");
}
