using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Snapshots;

namespace CacheBackup.Core.Sources;

/// <summary>The reading calls on ElastiCache of one run. What is not there is null, not an error.</summary>
internal sealed class CacheLookup(IAmazonElastiCache client, ExecutionArn execution, CancellationToken cancellationToken)
{
    private const string DescribeGroups = "elasticache:DescribeReplicationGroups";
    private const string DescribeClusters = "elasticache:DescribeCacheClusters";
    private const string DescribeSnapshots = "elasticache:DescribeSnapshots";

    public ExecutionArn Execution { get; } = execution;

    public Task<ReplicationGroup?> GroupAsync(string id) => GroupAsync(client, id, cancellationToken);

    public Task<CacheCluster?> ClusterAsync(string id) => ClusterAsync(client, id, cancellationToken);

    internal static async Task<ReplicationGroup?> GroupAsync(IAmazonElastiCache client, string id, CancellationToken cancellationToken)
    {
        var request = new DescribeReplicationGroupsRequest { ReplicationGroupId = id };
        var answer = await FindAsync(
            DescribeGroups, id, () => client.DescribeReplicationGroupsAsync(request, cancellationToken));
        return answer?.ReplicationGroups?.SingleOrDefault();
    }

    internal static async Task<CacheCluster?> ClusterAsync(IAmazonElastiCache client, string id, CancellationToken cancellationToken)
    {
        var request = new DescribeCacheClustersRequest { CacheClusterId = id };
        var answer = await FindAsync(
            DescribeClusters, id, () => client.DescribeCacheClustersAsync(request, cancellationToken));
        return answer?.CacheClusters?.SingleOrDefault();
    }

    /// <summary>Every replication group of the Region.</summary>
    public Task<List<ReplicationGroup>> GroupsAsync() => AllAsync(async marker =>
    {
        var request = new DescribeReplicationGroupsRequest { Marker = marker };
        var answer = await AwsCalls.ExpectAsync(DescribeGroups, "*", () => client.DescribeReplicationGroupsAsync(request, cancellationToken));
        return (answer.ReplicationGroups, answer.Marker);
    });

    /// <summary>Every cache of the Region that is in no replication group.</summary>
    public Task<List<CacheCluster>> SingleClustersAsync() => AllAsync(async marker =>
    {
        var request = new DescribeCacheClustersRequest { ShowCacheClustersNotInReplicationGroups = true, Marker = marker };
        var answer = await AwsCalls.ExpectAsync(DescribeClusters, "*", () => client.DescribeCacheClustersAsync(request, cancellationToken));
        return (answer.CacheClusters, answer.Marker);
    });

    public Task<Snapshot?> SnapshotAsync(string name) => SnapshotReader.FindAsync(client, name, cancellationToken);

    /// <summary>Every manual snapshot of a whole group or of one node.</summary>
    public Task<List<Snapshot>> ManualSnapshotsAsync(string? groupId, string? clusterId) => AllAsync(async marker =>
    {
        var request = new DescribeSnapshotsRequest
        {
            ReplicationGroupId = groupId, CacheClusterId = clusterId, SnapshotSource = "user", Marker = marker,
        };
        var answer = await AwsCalls.ExpectAsync(
            DescribeSnapshots, groupId ?? clusterId!, () => client.DescribeSnapshotsAsync(request, cancellationToken));
        return (answer.Snapshots, answer.Marker);
    });

    /// <summary>The tags of a cache; null where it is gone, or not available, for then ElastiCache refuses even to read them.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> TagsAsync(string arn)
    {
        const string Action = "elasticache:ListTagsForResource";
        var request = new ListTagsForResourceRequest { ResourceName = arn };
        try
        {
            var answer = await AwsCalls.CallAsync(Action, arn, () => client.ListTagsForResourceAsync(request, cancellationToken));
            return (answer.TagList ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
        }
        catch (AmazonServiceException error)
        {
            // Of a group it says that its state is wrong, of a single cache that it cannot be found.
            return error is InvalidReplicationGroupStateException or ReplicationGroupNotFoundException or CacheClusterNotFoundException
                ? null
                : throw AwsCalls.Unexpected(Action, arn, error);
        }
    }

    public BackupSourceMissingException Missing(string what) => new(
        $"There is no {what} in {Execution.Region} of account {Execution.AccountId}.",
        "Correct the id, or start the execution in the cache's own Region and account.");

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<(List<T>? Items, string? Marker)>> readPage)
    {
        var all = new List<T>();
        string? marker = null;
        do
        {
            (var items, marker) = await readPage(marker);
            all.AddRange(items ?? []);
        }
        while (!string.IsNullOrEmpty(marker));
        return all;
    }

    private static async Task<T?> FindAsync<T>(string action, string id, Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await AwsCalls.CallAsync(action, id, call);
        }
        catch (AmazonServiceException error)
        {
            return error is ReplicationGroupNotFoundException or CacheClusterNotFoundException
                ? null
                : throw AwsCalls.Unexpected(action, id, error);
        }
    }
}
