using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Support;

public sealed partial class LocalAwsFixture
{
    /// <summary>When the executions of tests started that need no other time.</summary>
    public static readonly DateTimeOffset StartedAt = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    /// <summary>As a request without <c>Verification</c> gives it for a Valkey 8.1 without cluster mode.</summary>
    public static VerificationPlan Verification { get; } =
        new(VerificationLevel.Deep, new VerificationTarget("valkey:8.1", IsOrigin: true, ClusterMode: false), AllowUnverified: false);

    /// <summary>Verifies an exported file by one invocation of the function.</summary>
    public async Task<VerifiedShard> VerifyAsync(BucketLocation bucket, string folder, string name, VerificationPlan? plan = null)
    {
        var input = new VerifyExportInput(bucket, folder, name, StartedAt, plan ?? Verification);
        var output = await Function<VerifyExport>().VerifyExportAsync(input, Invocation());
        return output.Shard.ShouldNotBeNull();
    }
}
