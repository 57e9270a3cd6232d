using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;

namespace CacheBackup.UnitTests.Restores;

/// <summary>A restore of two files to a cluster of two shards, on paper.</summary>
internal static class RestoreSamples
{
    public static readonly BucketLocation Bucket = new("backups", "eu-west-1", "111122223333");

    public static readonly CachePlan Cache = new(
        "restored", "eu-west-1", "111122223333", "cache.t4g.small", "valkey", "8.0", ClusterMode: true, ["0-8191", "8192-16383"], Replicas: 1,
        "default.valkey8.cluster.on", SubnetGroup: null, SecurityGroupIds: [], TransitEncryption: true, AtRestEncryption: true, KmsKeyId: null,
        UserGroupIds: [], AutomaticFailover: true, MultiAz: false, Habits: null, new Dictionary<string, string> { ["team"] = "shop" });

    public static readonly RestorePlan Plan = new(
        "20261120t041500z-0123abcd", new SeedLocation(Bucket, null, ["a/shard-0001.rdb", "a/shard-0002.rdb"]), Cache, new RestorePolling());
}
