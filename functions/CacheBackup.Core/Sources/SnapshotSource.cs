using Amazon.ElastiCache.Model;

namespace CacheBackup.Core.Sources;

/// <summary>The cache an existing snapshot was taken of. It may have changed since, or be gone.</summary>
internal sealed class SnapshotSource(CacheLookup lookup)
{
    /// <summary>What the snapshot tells, and from the cache, where it still exists, what a snapshot does not hold.</summary>
    public async Task<SourceCache> DescribeAsync(string name)
    {
        var snapshot = await lookup.SnapshotAsync(name) ?? throw lookup.Missing($"snapshot {name}");
        SourceRefusals.RefuseUnlessBackable(snapshot);
        var then = SourceShapes.Of(snapshot, lookup.Execution);
        return await LiveAsync(snapshot) is { } live ? Combine(then, live) : then;
    }

    private static SourceCache Combine(SourceCache then, SourceCache live) => live with
    {
        Region = then.Region,
        AccountId = then.AccountId,
        Engine = then.Engine,
        EngineVersion = then.EngineVersion,
        NodeType = then.NodeType,
        Shards = then.Shards,
        ReplicasPerShard = Math.Max(then.ReplicasPerShard, live.ReplicasPerShard),
        SnapshotNode = null,
        ParameterGroup = then.ParameterGroup ?? live.ParameterGroup,
        SubnetGroup = then.SubnetGroup ?? live.SubnetGroup,
    };

    private async Task<SourceCache?> LiveAsync(Snapshot snapshot)
    {
        var cluster = string.IsNullOrEmpty(snapshot.CacheClusterId) ? null : await lookup.ClusterAsync(snapshot.CacheClusterId);
        var groupId = string.IsNullOrEmpty(snapshot.ReplicationGroupId) ? cluster?.ReplicationGroupId : snapshot.ReplicationGroupId;
        if (string.IsNullOrEmpty(groupId))
        {
            return cluster is null ? null : SourceShapes.Of(cluster, await TagsAsync(cluster.ARN), lookup.Execution);
        }

        var group = await lookup.GroupAsync(groupId);
        var member = cluster ?? (group?.MemberClusters is [var first, ..] ? await lookup.ClusterAsync(first) : null);
        return group is null || member is null
            ? null
            : SourceShapes.Of(group, [member], await TagsAsync(group.ARN), lookup.Execution);
    }

    // A snapshot can be exported whatever state its cache is in, so tags that cannot be read now do not end the run.
    private async Task<IReadOnlyDictionary<string, string>> TagsAsync(string arn) =>
        await lookup.TagsAsync(arn) ?? new Dictionary<string, string>();
}
