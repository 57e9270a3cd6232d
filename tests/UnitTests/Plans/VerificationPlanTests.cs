using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Plans;

public class VerificationPlanTests
{
    [Theory]
    [InlineData("valkey", "8.1.0", "valkey:8.1")]
    [InlineData("redis", "7.1", "redis:7.1")]
    [InlineData("redis", "6.x", "redis:6.0")]
    [InlineData("redis", "5.0.6", "redis:5.0")]
    public void Files_are_judged_for_the_engine_they_come_from(string engine, string version, string target) =>
        Plan(engine, version).Target.ShouldBe(new VerificationTarget(target, IsOrigin: true, ClusterMode: false));

    [Theory]
    [InlineData("valkey", "")]
    [InlineData("oracle", "21")]
    public void An_engine_without_known_rules_is_no_target(string engine, string version) => Plan(engine, version).Target.ShouldBeNull();

    [Fact]
    public void The_request_may_name_another_engine() =>
        Plan("valkey", "8.1.0", "redis:7.1").Target.ShouldBe(new VerificationTarget("redis:7.1", IsOrigin: false, ClusterMode: false));

    [Fact]
    public void The_engine_the_files_come_from_is_that_whether_named_or_not() =>
        Plan("valkey", "8.1.0", "valkey:8.1").Target!.IsOrigin.ShouldBeTrue();

    [Theory]
    [InlineData("redis:6.0", new[] { "ReJSON-RL", "bloomfltr" })]
    [InlineData("redis:7.1", new[] { "bloomfltr" })]
    [InlineData("valkey:8.0", new[] { "bloomfltr" })]
    [InlineData("valkey:8.1", new string[0])]
    public void Data_types_that_ElastiCache_adds_are_not_held_against_a_file(string target, string[] refused)
    {
        const ulong Json = 0x45E25238DF912C03;
        const ulong Bloom = 0x6E5A2899F96DAC01;
        var file = new RdbBuilder("REDIS0009").Key(7, "json").Module(Json).Key(7, "bloom").Module(Bloom).End();

        var reasons = new VerificationTarget(target, IsOrigin: false, ClusterMode: false).Judge(Verifying.Verify(file)).Reasons;

        reasons.Select(reason => refused.Single(name => reason.Contains(name, StringComparison.Ordinal))).ShouldBe(refused, ignoreOrder: true);
    }

    private static VerificationPlan Plan(string engine, string version, string? target = null) => VerificationPlan.Of(
        new VerificationOptions(VerificationLevel.Deep, target), SampleSource.Group("orders") with { Engine = engine, EngineVersion = version });
}
