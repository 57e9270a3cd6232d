using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Restores;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Manifests;
using CacheBackup.UnitTests.Rdb;

namespace CacheBackup.UnitTests.Restores;

public sealed class SeedJudgementTests
{
    [Fact]
    public void Memory_is_told_with_both_numbers() =>
        Judge(used: 500_000_000).ShouldContain(
            "Spread evenly over 2 shards, the data takes 500,000,000 bytes of memory, as the engine wrote into the file (used-mem); "
            + "a node of cache.t4g.small holds 1,103,269,650, its maxmemory of 1,471,026,299 less 25 % reserved: it fits.");

    [Theory]
    [InlineData(1_200_000_000, "it fits only into the reserve.")]
    [InlineData(1_500_000_000, "it does not fit, choose a larger NodeType or more Shards.")]
    public void Memory_that_is_too_little_is_a_finding(long used, string verdict) =>
        Judge(used).ShouldContain(finding => finding.EndsWith(verdict));

    [Fact]
    public void Memory_of_an_unknown_node_type_is_not_judged() =>
        Judge(500_000_000, RestoreSamples.Cache with { NodeType = "cache.x99.huge" })
            .ShouldContain(finding => finding.Contains("how much cache.x99.huge holds is not known here"));

    [Theory]
    [InlineData("cache.r7g.large", 14_037_181_030)]
    [InlineData("cache.m6g.16xlarge", 225_000_375_228)]
    [InlineData("cache.t2.micro", 581_959_680)]
    public void Sizes_are_those_of_the_user_guide(string type, long bytes) => NodeMemory.MaximumOf(type).ShouldBe(bytes);

    [Fact]
    public void A_file_without_a_checksum_is_noted() =>
        Judge(1, change: report => report with { Verdict = RdbVerdict.Unverified }).ShouldContain(finding => finding.Contains("no checksum"));

    [Fact]
    public void An_engine_whose_rules_are_not_known_is_said_to_be_not_judged() =>
        Judge(1, RestoreSamples.Cache with { Engine = "other" }).ShouldContain(finding => finding.Contains("is not known here, so it was not judged"));

    [Theory]
    [InlineData("8.0", "ReJSON-RL", true)]
    [InlineData("8.0", "bloomfltr", false)]
    [InlineData("8.1", "bloomfltr", true)]
    public void The_modules_that_ElastiCache_brings_are_no_reason_to_refuse(string version, string module, bool isRestorable)
    {
        var judge = () => Judge(
            1,
            RestoreSamples.Cache with { EngineVersion = version },
            report => report with { Modules = [new RdbModule(module, 3, Keys: 1, AuxRecords: 0)] });

        if (isRestorable)
        {
            judge().ShouldNotContain(finding => finding.Contains(module));
        }
        else
        {
            Should.Throw<SeedNotRestorableException>(judge).Message.ShouldContain(module);
        }
    }

    [Fact]
    public void A_key_whose_policy_cannot_be_read_is_noted() =>
        SeedJudgement.Judge(RestoreSamples.Cache, null, [Evidence(1) with { Found = Found with { KmsKeyId = "arn:key" } }])
            .ShouldContain(finding => finding.Contains("eu-west-1.elasticache-snapshot.amazonaws.com kms:Decrypt and kms:DescribeKey"));

    [Fact]
    public void Valkey_does_not_go_back_to_redis()
    {
        var cache = RestoreSamples.Cache with { Engine = "redis", EngineVersion = "7.1" };

        Should.Throw<SeedNotRestorableException>(() => SeedJudgement.Judge(cache, ManifestSamples.Manifest(), [Evidence(1)]))
            .Message.ShouldContain("the backup is of valkey 8.0.1, and redis does not take over from valkey");
    }

    [Fact]
    public void The_keys_of_each_shard_are_told_only_where_the_slots_are_the_backups()
    {
        var files = new[] { Evidence(1), Evidence(1) };

        SeedJudgement.FactsOf(RestoreSamples.Cache, ManifestSamples.Manifest(), files).Shards.Count.ShouldBe(2);
        SeedJudgement.FactsOf(RestoreSamples.Cache with { Slots = SlotPlan.Even(3) }, ManifestSamples.Manifest(), files).Shards.ShouldBeEmpty();
        SeedJudgement.FactsOf(RestoreSamples.Cache, null, files).Shards.ShouldBeEmpty();
    }

    private static readonly ObjectFacts Found = new("a/shard-0001.rdb", 100, "etag", null, default, null, true, null, "STANDARD");

    private static IReadOnlyList<string> Judge(long used, CachePlan? cache = null, Func<RdbReport, RdbReport>? change = null) =>
        SeedJudgement.Judge(cache ?? RestoreSamples.Cache, null, [Evidence(used, change), Evidence(used, change)]);

    private static SeedEvidence Evidence(long used, Func<RdbReport, RdbReport>? change = null)
    {
        var report = Verifying.Verify(Support.RdbFile.WithKeys(4), VerificationLevel.Deep) with { Aux = [new RdbAux("used-mem", $"{used}")] };
        return new SeedEvidence(new SeedFile("a/shard-0001.rdb", null), Found, new VerificationReport("shard-0001.rdb", "etag", null, null, (change ?? (same => same))(report)));
    }
}
