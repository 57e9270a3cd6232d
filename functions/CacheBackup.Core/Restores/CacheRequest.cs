using Amazon.ElastiCache.Model;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Restores;

/// <summary>The one request that makes the new cache of the files.</summary>
internal static class CacheRequest
{
    /// <summary>The request of a restore.</summary>
    /// <param name="executionId">ARN of the execution, for its tag.</param>
    /// <param name="plan">The restore.</param>
    /// <param name="keys">Its files.</param>
    public static CreateReplicationGroupRequest Of(string executionId, RestorePlan plan, IReadOnlyList<string> keys)
    {
        var cache = plan.Cache;
        var request = new CreateReplicationGroupRequest
        {
            ReplicationGroupId = cache.Id,
            ReplicationGroupDescription = RestoreTags.DescriptionOf(plan.RestoreId),
            SnapshotArns = [.. keys.Select(key => BucketObjects.ArnOf(plan.Seed.Bucket, key))],
            Engine = cache.Engine,
            EngineVersion = cache.EngineVersion,
            CacheNodeType = cache.NodeType,
            CacheParameterGroupName = cache.ParameterGroup,
            CacheSubnetGroupName = cache.SubnetGroup,
            SecurityGroupIds = NullIfEmpty(cache.SecurityGroupIds),
            TransitEncryptionEnabled = cache.TransitEncryption,
            AtRestEncryptionEnabled = cache.AtRestEncryption,
            KmsKeyId = cache.KmsKeyId,
            UserGroupIds = NullIfEmpty(cache.UserGroupIds),
            AutomaticFailoverEnabled = cache.AutomaticFailover,
            MultiAZEnabled = cache.MultiAz,
            Tags = [.. cache.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value }), .. RestoreTags.Of(plan.RestoreId, executionId)],
        };
        AddShards(request, cache);
        AddHabits(request, cache.Habits);
        return request;
    }

    private static void AddShards(CreateReplicationGroupRequest request, CachePlan cache)
    {
        if (!cache.ClusterMode)
        {
            request.NumCacheClusters = cache.Replicas + 1;
            return;
        }

        // Without slots for every shard ElastiCache refuses files with cluster mode enabled.
        request.NumNodeGroups = cache.Slots.Count;
        request.NodeGroupConfiguration =
            [.. cache.Slots.Select((slots, index) => new NodeGroupConfiguration
            {
                NodeGroupId = $"{index + 1:0000}", Slots = slots, ReplicaCount = cache.Replicas,
            })];
    }

    private static void AddHabits(CreateReplicationGroupRequest request, CacheHabits? habits)
    {
        request.Port = habits?.Port;
        request.PreferredMaintenanceWindow = habits?.MaintenanceWindow;
        request.AutoMinorVersionUpgrade = habits?.AutoMinorVersionUpgrade;
        if (habits?.SnapshotRetentionDays > 0)
        {
            request.SnapshotRetentionLimit = habits.SnapshotRetentionDays;
            request.SnapshotWindow = habits.SnapshotWindow;
        }
    }

    private static List<string>? NullIfEmpty(IReadOnlyList<string> texts) => texts.Count == 0 ? null : [.. texts];
}
