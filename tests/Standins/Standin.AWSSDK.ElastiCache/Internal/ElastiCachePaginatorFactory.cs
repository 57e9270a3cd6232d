using Amazon.ElastiCache.Model;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Internal;

internal sealed class ElastiCachePaginatorFactory(IAmazonElastiCache client) : IElastiCachePaginatorFactory
{
    public IDescribeCacheClustersPaginator DescribeCacheClusters(DescribeCacheClustersRequest request) =>
        new DescribeCacheClustersPages(new Paginator<DescribeCacheClustersResponse>(
        (token, cancellationToken) =>
        {
            request.Marker = token ?? request.Marker;
            return client.DescribeCacheClustersAsync(request, cancellationToken);
        },
        response => response.Marker));

    public IDescribeEventsPaginator DescribeEvents(DescribeEventsRequest request) =>
        new DescribeEventsPages(new Paginator<DescribeEventsResponse>(
        (token, cancellationToken) =>
        {
            request.Marker = token ?? request.Marker;
            return client.DescribeEventsAsync(request, cancellationToken);
        },
        response => response.Marker));

    public IDescribeReplicationGroupsPaginator DescribeReplicationGroups(DescribeReplicationGroupsRequest request) =>
        new DescribeReplicationGroupsPages(new Paginator<DescribeReplicationGroupsResponse>(
        (token, cancellationToken) =>
        {
            request.Marker = token ?? request.Marker;
            return client.DescribeReplicationGroupsAsync(request, cancellationToken);
        },
        response => response.Marker));

    public IDescribeServerlessCachesPaginator DescribeServerlessCaches(DescribeServerlessCachesRequest request) =>
        new DescribeServerlessCachesPages(new Paginator<DescribeServerlessCachesResponse>(
        (token, cancellationToken) =>
        {
            request.NextToken = token ?? request.NextToken;
            return client.DescribeServerlessCachesAsync(request, cancellationToken);
        },
        response => response.NextToken));

    public IDescribeServerlessCacheSnapshotsPaginator DescribeServerlessCacheSnapshots(DescribeServerlessCacheSnapshotsRequest request) =>
        new DescribeServerlessCacheSnapshotsPages(new Paginator<DescribeServerlessCacheSnapshotsResponse>(
        (token, cancellationToken) =>
        {
            request.NextToken = token ?? request.NextToken;
            return client.DescribeServerlessCacheSnapshotsAsync(request, cancellationToken);
        },
        response => response.NextToken));

    public IDescribeSnapshotsPaginator DescribeSnapshots(DescribeSnapshotsRequest request) =>
        new DescribeSnapshotsPages(new Paginator<DescribeSnapshotsResponse>(
        (token, cancellationToken) =>
        {
            request.Marker = token ?? request.Marker;
            return client.DescribeSnapshotsAsync(request, cancellationToken);
        },
        response => response.Marker));

    private sealed class DescribeCacheClustersPages(Paginator<DescribeCacheClustersResponse> pages) : IDescribeCacheClustersPaginator
    {
        public IPaginatedEnumerable<DescribeCacheClustersResponse> Responses => new PaginatedResponse<DescribeCacheClustersResponse>(pages);

        public IPaginatedEnumerable<CacheCluster> CacheClusters =>
            new PaginatedResultKeyResponse<DescribeCacheClustersResponse, CacheCluster>(pages, page => page.CacheClusters ?? []);
    }

    private sealed class DescribeEventsPages(Paginator<DescribeEventsResponse> pages) : IDescribeEventsPaginator
    {
        public IPaginatedEnumerable<DescribeEventsResponse> Responses => new PaginatedResponse<DescribeEventsResponse>(pages);

        public IPaginatedEnumerable<Event> Events =>
            new PaginatedResultKeyResponse<DescribeEventsResponse, Event>(pages, page => page.Events ?? []);
    }

    private sealed class DescribeReplicationGroupsPages(Paginator<DescribeReplicationGroupsResponse> pages)
        : IDescribeReplicationGroupsPaginator
    {
        public IPaginatedEnumerable<DescribeReplicationGroupsResponse> Responses =>
            new PaginatedResponse<DescribeReplicationGroupsResponse>(pages);

        public IPaginatedEnumerable<ReplicationGroup> ReplicationGroups =>
            new PaginatedResultKeyResponse<DescribeReplicationGroupsResponse, ReplicationGroup>(
                pages, page => page.ReplicationGroups ?? []);
    }

    private sealed class DescribeServerlessCachesPages(Paginator<DescribeServerlessCachesResponse> pages)
        : IDescribeServerlessCachesPaginator
    {
        public IPaginatedEnumerable<DescribeServerlessCachesResponse> Responses =>
            new PaginatedResponse<DescribeServerlessCachesResponse>(pages);

        public IPaginatedEnumerable<ServerlessCache> ServerlessCaches =>
            new PaginatedResultKeyResponse<DescribeServerlessCachesResponse, ServerlessCache>(pages, page => page.ServerlessCaches ?? []);
    }

    private sealed class DescribeServerlessCacheSnapshotsPages(Paginator<DescribeServerlessCacheSnapshotsResponse> pages)
        : IDescribeServerlessCacheSnapshotsPaginator
    {
        public IPaginatedEnumerable<DescribeServerlessCacheSnapshotsResponse> Responses =>
            new PaginatedResponse<DescribeServerlessCacheSnapshotsResponse>(pages);

        public IPaginatedEnumerable<ServerlessCacheSnapshot> ServerlessCacheSnapshots =>
            new PaginatedResultKeyResponse<DescribeServerlessCacheSnapshotsResponse, ServerlessCacheSnapshot>(
                pages, page => page.ServerlessCacheSnapshots ?? []);
    }

    private sealed class DescribeSnapshotsPages(Paginator<DescribeSnapshotsResponse> pages) : IDescribeSnapshotsPaginator
    {
        public IPaginatedEnumerable<DescribeSnapshotsResponse> Responses => new PaginatedResponse<DescribeSnapshotsResponse>(pages);

        public IPaginatedEnumerable<Snapshot> Snapshots =>
            new PaginatedResultKeyResponse<DescribeSnapshotsResponse, Snapshot>(pages, page => page.Snapshots ?? []);
    }
}
