namespace CacheBackup.LocalTests.Commands;

/// <summary><c>demo</c>, as a person runs it, with its output in a pipe.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task It_proves_every_copy_restores_a_lost_Region_and_leaves_nothing_behind()
    {
        await using var demo = new LocalAwsProcess("demo", "--time-scale", "300");

        var lines = await demo.ReadUntilAsync(null);

        (await demo.ExitAsync()).ShouldBe(0, string.Join('\n', [.. lines, demo.Errors]));
        lines.Count(line => line.Contains("SUCCEEDED", StringComparison.Ordinal)).ShouldBe(5, "two backups, a drill and two restores");
        lines.Count(line => line.Contains("/drill-", StringComparison.Ordinal)).ShouldBe(2, "a record of each cache");
        lines.ShouldContain(line => line.Contains("missing grant added", StringComparison.Ordinal));
        lines.ShouldContain("  after   0 caches, 0 snapshots, 0 buckets, 0 objects");
        lines.ShouldContain(line => line.Contains("what was added is removed", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("maxmemory of 1,471,026,299", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("│ 3 → 5  │", StringComparison.Ordinal));
        lines.Count(line => line.Contains("│ yes", StringComparison.Ordinal)).ShouldBe(6, "four files and two caches");
        lines.ShouldNotContain(line => line.Contains('\u001b'), "no escape sequences where there is no terminal");
        lines[^1].ShouldStartWith("Done in ");
        demo.Files.ShouldBeEmpty();
    }
}
