using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.Core.Aws;

namespace CacheBackup.UnitTests.Preflight;

/// <summary>Caches and snapshots that a local ElastiCache cannot have: Memcached, Outposts, data tiering, spent quotas.</summary>
internal sealed class FakeElastiCache() : AmazonElastiCacheClient("test", "secret", Nowhere), IAwsClients
{
    // Nobody listens there: a call that is not faked below fails.
    private static readonly AmazonElastiCacheConfig Nowhere =
        new() { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "eu-west-1" };

    public List<ReplicationGroup> Groups { get; } = [];

    public List<CacheCluster> Clusters { get; } = [];

    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>How many snapshots one answer holds.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>Thrown by every call, if set.</summary>
    public Exception? Failure { get; set; }

    public IAmazonS3 S3(string region) => throw new NotSupportedException();

    public IAmazonElastiCache ElastiCache(string region) => this;

    public override Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(
        DescribeReplicationGroupsRequest request, CancellationToken cancellationToken = default) =>
        Answer(Groups.Where(group => group.ReplicationGroupId == request.ReplicationGroupId).ToList() is { Count: > 0 } found
            ? new DescribeReplicationGroupsResponse { ReplicationGroups = found }
            : throw new ReplicationGroupNotFoundException("not found"));

    public override Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(
        DescribeCacheClustersRequest request, CancellationToken cancellationToken = default) =>
        Answer(Clusters.Where(cluster => cluster.CacheClusterId == request.CacheClusterId).ToList() is { Count: > 0 } found
            ? new DescribeCacheClustersResponse { CacheClusters = found }
            : throw new CacheClusterNotFoundException("not found"));

    public override Task<DescribeSnapshotsResponse> DescribeSnapshotsAsync(
        DescribeSnapshotsRequest request, CancellationToken cancellationToken = default)
    {
        if (request.SnapshotName is { } name)
        {
            return Answer(Snapshots.Find(snapshot => snapshot.SnapshotName == name) is { } found
                ? new DescribeSnapshotsResponse { Snapshots = [found] }
                : throw new SnapshotNotFoundException("not found"));
        }

        var matching = Snapshots
            .Where(snapshot => snapshot.SnapshotSource == (request.SnapshotSource == "user" ? "manual" : "automated"))
            .Where(snapshot => request.CacheClusterId is null || snapshot.CacheClusterId == request.CacheClusterId)
            .Where(snapshot => request.ReplicationGroupId is null || snapshot.ReplicationGroupId == request.ReplicationGroupId)
            .ToList();
        var start = request.Marker is null ? 0 : int.Parse(request.Marker);
        return Answer(new DescribeSnapshotsResponse
        {
            Snapshots = [.. matching.Skip(start).Take(PageSize)],
            Marker = start + PageSize < matching.Count ? $"{start + PageSize}" : null,
        });
    }

    public override Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default)
    {
        if (Groups.Exists(group => group.ARN == request.ResourceName && group.Status != "available"))
        {
            throw new InvalidReplicationGroupStateException("Cluster not in available state to perform tagging operations.");
        }

        return Clusters.Exists(cluster => cluster.ARN == request.ResourceName && cluster.CacheClusterStatus != "available")
            ? throw new CacheClusterNotFoundException("either not present or not available")
            : Answer(new ListTagsForResourceResponse { TagList = [new Tag { Key = "team", Value = "orders" }] });
    }

    private Task<T> Answer<T>(T answer)
        where T : AmazonWebServiceResponse => Failure is null ? Task.FromResult(answer) : throw Failure;
}
