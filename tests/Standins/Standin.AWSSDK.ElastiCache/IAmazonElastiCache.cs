using Amazon.ElastiCache.Model;
using Amazon.Runtime;

namespace Amazon.ElastiCache;

/// <summary>The operations of ElastiCache that this project can need.</summary>
public interface IAmazonElastiCache : IAmazonService, IDisposable
{
    IElastiCachePaginatorFactory Paginators { get; }

    Task<AddTagsToResourceResponse> AddTagsToResourceAsync(AddTagsToResourceRequest request, CancellationToken cancellationToken = default);

    Task<CopyServerlessCacheSnapshotResponse> CopyServerlessCacheSnapshotAsync(
        CopyServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default);

    Task<CopySnapshotResponse> CopySnapshotAsync(CopySnapshotRequest request, CancellationToken cancellationToken = default);

    Task<CreateCacheClusterResponse> CreateCacheClusterAsync(
        CreateCacheClusterRequest request, CancellationToken cancellationToken = default);

    Task<CreateReplicationGroupResponse> CreateReplicationGroupAsync(
        CreateReplicationGroupRequest request, CancellationToken cancellationToken = default);

    Task<CreateServerlessCacheResponse> CreateServerlessCacheAsync(
        CreateServerlessCacheRequest request, CancellationToken cancellationToken = default);

    Task<CreateServerlessCacheSnapshotResponse> CreateServerlessCacheSnapshotAsync(
        CreateServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default);

    Task<CreateSnapshotResponse> CreateSnapshotAsync(CreateSnapshotRequest request, CancellationToken cancellationToken = default);

    Task<DeleteCacheClusterResponse> DeleteCacheClusterAsync(
        DeleteCacheClusterRequest request, CancellationToken cancellationToken = default);

    Task<DeleteReplicationGroupResponse> DeleteReplicationGroupAsync(
        DeleteReplicationGroupRequest request, CancellationToken cancellationToken = default);

    Task<DeleteServerlessCacheResponse> DeleteServerlessCacheAsync(
        DeleteServerlessCacheRequest request, CancellationToken cancellationToken = default);

    Task<DeleteServerlessCacheSnapshotResponse> DeleteServerlessCacheSnapshotAsync(
        DeleteServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default);

    Task<DeleteSnapshotResponse> DeleteSnapshotAsync(DeleteSnapshotRequest request, CancellationToken cancellationToken = default);

    Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(CancellationToken cancellationToken = default);

    Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(
        DescribeCacheClustersRequest request, CancellationToken cancellationToken = default);

    Task<DescribeEventsResponse> DescribeEventsAsync(CancellationToken cancellationToken = default);

    Task<DescribeEventsResponse> DescribeEventsAsync(DescribeEventsRequest request, CancellationToken cancellationToken = default);

    Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(CancellationToken cancellationToken = default);

    Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(
        DescribeReplicationGroupsRequest request, CancellationToken cancellationToken = default);

    Task<DescribeServerlessCacheSnapshotsResponse> DescribeServerlessCacheSnapshotsAsync(
        DescribeServerlessCacheSnapshotsRequest request, CancellationToken cancellationToken = default);

    Task<DescribeServerlessCachesResponse> DescribeServerlessCachesAsync(
        DescribeServerlessCachesRequest request, CancellationToken cancellationToken = default);

    Task<DescribeSnapshotsResponse> DescribeSnapshotsAsync(CancellationToken cancellationToken = default);

    Task<DescribeSnapshotsResponse> DescribeSnapshotsAsync(DescribeSnapshotsRequest request, CancellationToken cancellationToken = default);

    Task<ExportServerlessCacheSnapshotResponse> ExportServerlessCacheSnapshotAsync(
        ExportServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default);

    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonElastiCacheConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonElastiCacheClient(awsCredentials, (AmazonElastiCacheConfig)clientConfig);
}
