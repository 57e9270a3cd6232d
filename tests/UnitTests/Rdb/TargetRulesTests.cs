using System.Text.Json;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

public class TargetRulesTests
{
    // The servers that loaded every public file, and the target each is.
    private static readonly (string Server, string Target)[] Servers =
    [
        ("redis-7.0.15", "redis:7.0"), ("redis-8.0.6", "redis:8.0"), ("valkey-8.1.1", "valkey:8.1"), ("valkey-9.1.2", "valkey:9.1"),
    ];

    [FixtureFact]
    public void Rules_agree_with_what_real_servers_loaded_and_refused()
    {
        var disagreements = new List<string>();
        foreach (var file in RdbFixtures.Public)
        {
            var report = Verifying.Verify(file.Bytes);
            foreach (var (server, target) in Servers)
            {
                var loaded = file.Facts.GetProperty("load").GetProperty(server).GetProperty("ok").GetBoolean();
                var verdict = TargetRules.Judge(report, Target(target));
                if (verdict.IsRestorable != loaded && !DropsEverything(file))
                {
                    disagreements.Add($"{file} on {server}: loaded {loaded}, but {JsonSerializer.Serialize(verdict)}");
                }
            }
        }

        disagreements.ShouldBeEmpty();
    }

    [FixtureFact]
    public void Damage_that_the_check_lets_pass_and_a_server_refuses_is_refused_with_a_reason()
    {
        var unexplained =
            from file in RdbFixtures.Mutations
            where file.Facts.TryGetProperty("load", out var load) && !load.GetProperty("ok").GetBoolean()
            let verdict = TargetRules.Judge(Verifying.Verify(file.Bytes), Target("redis:7.0"))
            where verdict.IsRestorable || !verdict.Reasons.Any()
            select file.File;

        unexplained.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("redis:7.1", 7, 1)]
    [InlineData("valkey:8", 8, 0)]
    [InlineData("redis:5.0.6", 5, 0)]
    public void A_target_is_an_engine_and_a_version(string text, int major, int minor)
    {
        var target = Target(text);

        (target.Major, target.Minor).ShouldBe((major, minor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("redis")]
    [InlineData("redis:")]
    [InlineData("redis:x")]
    [InlineData("redis:1.2")]
    [InlineData("valkey:7.0")]
    [InlineData("memcached:1.6")]
    [InlineData("redis:7.1:2")]
    [InlineData("redis:-7")]
    public void Anything_else_is_no_target(string text) => RdbTarget.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void What_only_another_cache_would_refuse_is_noted_for_the_very_cache_a_file_comes_from()
    {
        var report = Verifying.Verify(new RdbBuilder("REDIS0011").Select(20).String("k", "v").End());
        var target = Target("redis:7.1") with { IsOrigin = true };

        var verdict = TargetRules.Judge(report, target);

        verdict.IsRestorable.ShouldBeTrue();
        verdict.Findings.Select(finding => finding.Reason).ShouldContain(reason => reason.StartsWith("format REDIS0011"));
        TargetRules.Judge(report, target with { IsOrigin = false }).IsRestorable.ShouldBeFalse();
    }

    [Fact]
    public void What_no_engine_loads_is_held_against_the_very_cache_a_file_comes_from_too()
    {
        var report = Verifying.Verify(new RdbBuilder("REDIS0010").Select(0).String("k", "v").String("k", "w").End());

        TargetRules.Judge(report, Target("redis:7.1") with { IsOrigin = true }).Reasons.ShouldHaveSingleItem().ShouldContain("duplicate keys");
    }

    [Fact]
    public void A_cache_with_cluster_mode_has_one_database()
    {
        var report = Verifying.Verify(new RdbBuilder("REDIS0010").Select(1).String("k", "v").End());

        TargetRules.Judge(report, Target("redis:7.1")).IsRestorable.ShouldBeTrue();
        TargetRules.Judge(report, Target("redis:7.1") with { ClusterMode = true }).Reasons.ShouldHaveSingleItem().ShouldContain("database 1");
    }

    [Fact]
    public void A_file_of_a_cluster_cannot_seed_a_cache_without()
    {
        var report = Verifying.Verify(new RdbBuilder().Raw(0xFA).Text("slot-info").Text("12,1,0").String("k", "v").End());

        report.Slots.ShouldBe([new SlotRange(12, 12)]);
        TargetRules.Judge(report, Target("valkey:8.1") with { ClusterMode = false }).IsRestorable.ShouldBeFalse();
        TargetRules.Judge(report, Target("valkey:8.1") with { ClusterMode = true }).IsRestorable.ShouldBeTrue();
    }

    // A file of nothing but empty collections: servers start, and have lost every key.
    private static bool DropsEverything(Fixture file) => file.File.EndsWith("corrupt_empty_keys.rdb", StringComparison.Ordinal);

    private static RdbTarget Target(string text) => RdbTarget.TryParse(text, out var target) ? target : throw new ArgumentException(text);
}
