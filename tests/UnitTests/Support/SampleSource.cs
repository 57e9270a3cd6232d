using CacheBackup.Core.Sources;

namespace CacheBackup.UnitTests.Support;

/// <summary>A cache that is nothing special.</summary>
internal static class SampleSource
{
    public static SourceCache Group(string id) => new(
        SourceKind.ReplicationGroup,
        id,
        $"arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:{id}",
        "eu-west-1",
        "111122223333",
        "valkey",
        "8.0.1",
        "cache.r7g.large",
        ClusterModeEnabled: false,
        Shards: 1,
        ReplicasPerShard: 1,
        SnapshotNode: $"{id}-002",
        ParameterGroup: "default.valkey8",
        SubnetGroup: "private",
        SecurityGroupIds: [],
        TransitEncryption: true,
        AtRestEncryption: true,
        KmsKeyId: null,
        UserGroupIds: [],
        MultiAz: true,
        AutomaticFailover: true,
        Tags: new Dictionary<string, string>());
}
