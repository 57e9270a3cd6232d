using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>The operations that answer by pages, as sequences. Each can be read once.</summary>
public interface IElastiCachePaginatorFactory
{
    IDescribeCacheClustersPaginator DescribeCacheClusters(DescribeCacheClustersRequest request);

    IDescribeEventsPaginator DescribeEvents(DescribeEventsRequest request);

    IDescribeReplicationGroupsPaginator DescribeReplicationGroups(DescribeReplicationGroupsRequest request);

    IDescribeServerlessCachesPaginator DescribeServerlessCaches(DescribeServerlessCachesRequest request);

    IDescribeServerlessCacheSnapshotsPaginator DescribeServerlessCacheSnapshots(DescribeServerlessCacheSnapshotsRequest request);

    IDescribeSnapshotsPaginator DescribeSnapshots(DescribeSnapshotsRequest request);
}

public interface IDescribeCacheClustersPaginator
{
    IPaginatedEnumerable<DescribeCacheClustersResponse> Responses { get; }

    IPaginatedEnumerable<CacheCluster> CacheClusters { get; }
}

public interface IDescribeEventsPaginator
{
    IPaginatedEnumerable<DescribeEventsResponse> Responses { get; }

    IPaginatedEnumerable<Event> Events { get; }
}

public interface IDescribeReplicationGroupsPaginator
{
    IPaginatedEnumerable<DescribeReplicationGroupsResponse> Responses { get; }

    IPaginatedEnumerable<ReplicationGroup> ReplicationGroups { get; }
}

public interface IDescribeServerlessCachesPaginator
{
    IPaginatedEnumerable<DescribeServerlessCachesResponse> Responses { get; }

    IPaginatedEnumerable<ServerlessCache> ServerlessCaches { get; }
}

public interface IDescribeServerlessCacheSnapshotsPaginator
{
    IPaginatedEnumerable<DescribeServerlessCacheSnapshotsResponse> Responses { get; }

    IPaginatedEnumerable<ServerlessCacheSnapshot> ServerlessCacheSnapshots { get; }
}

public interface IDescribeSnapshotsPaginator
{
    IPaginatedEnumerable<DescribeSnapshotsResponse> Responses { get; }

    IPaginatedEnumerable<Snapshot> Snapshots { get; }
}
