using CacheBackup.Core.Exports;
using CacheBackup.Core.Objects;

namespace CacheBackup.UnitTests.Exports;

public class ExportListingTests
{
    private static readonly StartedExport Export = new("p/c/b/shard", Shards: 2, Attempt: 1);

    [Fact]
    public void Files_are_named_relative_to_the_folder_in_the_order_of_their_keys()
    {
        var listing = new ExportListing(Export, [Object("p/c/b/shard-0002.rdb"), Object("p/c/b/shard-0001.rdb")]);

        listing.NamesIn("p/c/b").ShouldBe(["shard-0001.rdb", "shard-0002.rdb"]);
    }

    [Fact]
    public void Files_of_another_attempt_and_other_objects_do_not_count()
    {
        string[] keys = ["p/c/b/attempt-2/shard-0001.rdb", "p/c/b/manifest.json", "p/c/b/shard-0001.rdb.tmp", "p/c/b/shard-0001.rdb"];
        var listing = new ExportListing(Export, keys.Select(Object));

        listing.NamesIn("p/c/b").ShouldBe(["shard-0001.rdb"]);
    }

    [Fact]
    public void Shards_with_node_group_ids_of_ones_own_are_counted_too()
    {
        new ExportListing(Export, [Object("p/c/b/shard-blue.rdb"), Object("p/c/b/shard-green.rdb")]).Count.ShouldBe(2);
    }

    [Fact]
    public void The_digest_does_not_depend_on_the_order_of_a_listing()
    {
        var one = Object("p/c/b/shard-0001.rdb");
        var two = Object("p/c/b/shard-0002.rdb");

        new ExportListing(Export, [one, two]).Digest.ShouldBe(new ExportListing(Export, [two, one]).Digest);
    }

    [Fact]
    public void The_digest_changes_with_every_key_size_and_ETag()
    {
        var file = Object("p/c/b/shard-0001.rdb");
        ListedObject[] others = [file, file with { Key = "p/c/b/shard-0002.rdb" }, file with { Bytes = 11 }, file with { ETag = "b" }];

        others.Select(other => new ExportListing(Export, [other]).Digest).Distinct().Count().ShouldBe(others.Length);
    }

    [Theory]
    [InlineData(1, "f/shard")]
    [InlineData(2, "f/attempt-2/shard")]
    public void Each_attempt_has_a_target_name_of_its_own(int attempt, string expected)
    {
        StartedExport.TargetNameOf("f", attempt).ShouldBe(expected);
    }

    private static ListedObject Object(string key) => new(key, 10, "a");
}
