using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>A cache of the demonstration.</summary>
/// <param name="Id">Its replication group id.</param>
/// <param name="Shards">1 for a group with cluster mode disabled.</param>
/// <param name="ReplicasPerShard">Replicas of each shard.</param>
/// <param name="Customers">Size of its data: see <see cref="SampleData"/>.</param>
/// <param name="ExportBucket">Where its backup is exported to.</param>
/// <param name="RepairGrant">Whether its run has to add the grant ElastiCache needs on that bucket.</param>
/// <param name="RestoredShards">How many shards the cache restored from its backup gets.</param>
internal sealed record DemoCache(
    string Id, int Shards, int ReplicasPerShard, int Customers, string ExportBucket, bool RepairGrant, int RestoredShards)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>What it is, in a few words.</summary>
    public string Kind => Shards == 1 ? $"{1 + ReplicasPerShard} nodes, cluster mode disabled" : $"{Shards} shards, cluster mode enabled";

    /// <summary>Creates it, and waits until it is available.</summary>
    /// <returns>Its shards, in the order of their slots.</returns>
    public async Task<IReadOnlyList<LiveShard>> CreateAsync(IAmazonElastiCache elastiCache, CancellationToken cancellationToken)
    {
        await elastiCache.CreateReplicationGroupAsync(Request(), cancellationToken);
        while ((await DescribeAsync(elastiCache, cancellationToken)).Status != "available")
        {
            await Task.Delay(PollInterval, cancellationToken);
        }

        return await ConnectAsync(elastiCache, cancellationToken);
    }

    /// <summary>Finds the shards of the available cache of this id in a Region.</summary>
    /// <returns>In the order of their slots.</returns>
    public async Task<IReadOnlyList<LiveShard>> ConnectAsync(IAmazonElastiCache elastiCache, CancellationToken cancellationToken)
    {
        var group = await DescribeAsync(elastiCache, cancellationToken);
        var entry = group.ConfigurationEndpoint ?? group.NodeGroups[0].PrimaryEndpoint;
        return Shards == 1
            ? [new LiveShard(LiveShard.AllSlots, entry.Address, entry.Port!.Value)]
            : await LiveShard.OfClusterAsync(entry.Address, entry.Port!.Value, cancellationToken);
    }

    /// <summary>The policy of the export bucket that ElastiCache's documentation asks for.</summary>
    public string ExportPolicy(string region) =>
        $$"""
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "ElastiCacheExports",
              "Effect": "Allow",
              "Principal": { "Service": "{{region}}.elasticache-snapshot.amazonaws.com" },
              "Action": [
                "s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts",
                "s3:ListBucket", "s3:GetBucketAcl", "s3:ListBucketMultipartUploads"
              ],
              "Resource": ["arn:aws:s3:::{{ExportBucket}}", "arn:aws:s3:::{{ExportBucket}}/*"]
            }
          ]
        }
        """;

    private CreateReplicationGroupRequest Request() => new()
    {
        ReplicationGroupId = Id,
        ReplicationGroupDescription = Kind,
        Engine = "valkey",
        CacheNodeType = "cache.t4g.small",
        AutomaticFailoverEnabled = true,
        NumCacheClusters = Shards == 1 ? 1 + ReplicasPerShard : null,
        NumNodeGroups = Shards == 1 ? null : Shards,
        ReplicasPerNodeGroup = Shards == 1 ? null : ReplicasPerShard,
        CacheParameterGroupName = Shards == 1 ? null : "default.valkey8.cluster.on",
        Tags = [new Tag { Key = "cache-backup:drill", Value = "true" }],
    };

    private async Task<ReplicationGroup> DescribeAsync(IAmazonElastiCache elastiCache, CancellationToken cancellationToken) =>
        (await elastiCache.DescribeReplicationGroupsAsync(
            new DescribeReplicationGroupsRequest { ReplicationGroupId = Id }, cancellationToken)).ReplicationGroups[0];
}
