using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Rdb;
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

    private static VerificationPlan Plan(string engine, string version, string? target = null) => VerificationPlan.Of(
        new VerificationOptions(VerificationLevel.Deep, target), SampleSource.Group("orders") with { Engine = engine, EngineVersion = version });
}
