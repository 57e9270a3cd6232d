using CacheBackup.LocalAws.Commands;
using CacheBackup.LocalAws.Commands.Demo;
using CacheBackup.UnitTests.Manifests;

namespace CacheBackup.UnitTests.Demo;

/// <summary>The tables of the demonstration on the narrowest terminal that is common.</summary>
public sealed class DemoReportTests : IDisposable
{
    private const int Columns = 80;

    private static readonly Keyspace Contents = new(
        3_024,
        1_000,
        new Dictionary<string, long> { ["string"] = 842, ["hash"] = 701, ["list"] = 701, ["set"] = 120, ["zset"] = 12 },
        new string('a', 64));

    private static readonly LiveCache Live = new(
        new DemoCache("shop-catalogue", 3, 0, 1, "bucket", RepairGrant: false, RestoredShards: 5),
        [.. Enumerable.Range(0, 3).Select(shard => new LiveShard($"{shard}", "127.0.0.1", 1))],
        [Contents]);

    private readonly StringWriter _written = new();
    private readonly DemoReport _report;

    public DemoReportTests()
    {
        var console = Terminal.Plain(_written);
        console.Profile.Width = Columns;
        _report = new DemoReport(console);
    }

    public void Dispose() => _written.Dispose();

    [Fact]
    public void What_is_live_keeps_its_words_whole()
    {
        _report.Caches([Live]);

        ShouldShow(["shop-catalogue", "enabled", "3,024", "Expiring", "string,", "zset"]);
    }

    [Fact]
    public void What_the_manifests_say_keeps_its_words_whole()
    {
        _report.Manifests([new CopiedBackup(Live, ManifestSamples.Manifest())]);

        ShouldShow(["shop-catalogue", "shard-0001", "8192-16383", "Valid", "(Deep)", "Copy"]);
    }

    [Fact]
    public void What_is_proven_keeps_its_words_whole()
    {
        var backup = new CopiedBackup(Live, ManifestSamples.Manifest());

        _report.Proofs([(backup, new ShardProof("shard-0001", Contents, Contents))]);

        ShouldShow(["shop-catalogue", "shard-0001", "3,024", "aaaaaaaa", "restored", "Equal", "yes"]);
    }

    [Fact]
    public void What_is_restored_keeps_its_words_whole()
    {
        _report.Restores([new RestoredCache(Live, 5, Contents)]);

        ShouldShow(["shop-catalogue", "3", "→", "5", "3,024", "aaaaaaaa", "restored", "Equal", "yes"]);
    }

    [Theory]
    [InlineData(5, 'a', "yes")]
    [InlineData(4, 'a', "NO")]
    [InlineData(5, 'b', "NO")]
    public void A_restored_cache_is_equal_with_the_shards_asked_for_and_the_same_digest(int shards, char digit, string equal)
    {
        _report.Restores([new RestoredCache(Live, shards, Contents with { Digest = new string(digit, 64) })]);

        ShouldShow([equal]);
    }

    private void ShouldShow(string[] words)
    {
        var lines = _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldAllBe(line => line.TrimEnd().Length <= Columns);
        words.Except(lines.SelectMany(line => line.Split(' '))).ShouldBeEmpty();
    }
}
