using Amazon.ElastiCache.Model;

namespace Amazon.ElastiCache;

/// <summary>The operations, each a request to <c>/</c> that names itself as <c>Action</c>.</summary>
public partial class AmazonElastiCacheClient
{
    public virtual Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AddTagsToResourceResponse>(request, cancellationToken);

    public virtual Task<CopyServerlessCacheSnapshotResponse> CopyServerlessCacheSnapshotAsync(
        CopyServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CopyServerlessCacheSnapshotResponse>(request, cancellationToken);

    public virtual Task<CopySnapshotResponse> CopySnapshotAsync(
        CopySnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CopySnapshotResponse>(request, cancellationToken);

    public virtual Task<CreateCacheClusterResponse> CreateCacheClusterAsync(
        CreateCacheClusterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateCacheClusterResponse>(request, cancellationToken);

    public virtual Task<CreateReplicationGroupResponse> CreateReplicationGroupAsync(
        CreateReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateReplicationGroupResponse>(request, cancellationToken);

    public virtual Task<CreateServerlessCacheResponse> CreateServerlessCacheAsync(
        CreateServerlessCacheRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateServerlessCacheResponse>(request, cancellationToken);

    public virtual Task<CreateServerlessCacheSnapshotResponse> CreateServerlessCacheSnapshotAsync(
        CreateServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateServerlessCacheSnapshotResponse>(request, cancellationToken);

    public virtual Task<CreateSnapshotResponse> CreateSnapshotAsync(
        CreateSnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateSnapshotResponse>(request, cancellationToken);

    public virtual Task<DeleteCacheClusterResponse> DeleteCacheClusterAsync(
        DeleteCacheClusterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteCacheClusterResponse>(request, cancellationToken);

    public virtual Task<DeleteReplicationGroupResponse> DeleteReplicationGroupAsync(
        DeleteReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteReplicationGroupResponse>(request, cancellationToken);

    public virtual Task<DeleteServerlessCacheResponse> DeleteServerlessCacheAsync(
        DeleteServerlessCacheRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteServerlessCacheResponse>(request, cancellationToken);

    public virtual Task<DeleteServerlessCacheSnapshotResponse> DeleteServerlessCacheSnapshotAsync(
        DeleteServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteServerlessCacheSnapshotResponse>(request, cancellationToken);

    public virtual Task<DeleteSnapshotResponse> DeleteSnapshotAsync(
        DeleteSnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteSnapshotResponse>(request, cancellationToken);

    public virtual Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(CancellationToken cancellationToken = default) =>
        DescribeCacheClustersAsync(new DescribeCacheClustersRequest(), cancellationToken);

    public virtual Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(
        DescribeCacheClustersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeCacheClustersResponse>(request, cancellationToken);

    public virtual Task<DescribeEventsResponse> DescribeEventsAsync(CancellationToken cancellationToken = default) =>
        DescribeEventsAsync(new DescribeEventsRequest(), cancellationToken);

    public virtual Task<DescribeEventsResponse> DescribeEventsAsync(
        DescribeEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeEventsResponse>(request, cancellationToken);

    public virtual Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(CancellationToken cancellationToken = default) =>
        DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest(), cancellationToken);

    public virtual Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(
        DescribeReplicationGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeReplicationGroupsResponse>(request, cancellationToken);

    public virtual Task<DescribeServerlessCacheSnapshotsResponse> DescribeServerlessCacheSnapshotsAsync(
        DescribeServerlessCacheSnapshotsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeServerlessCacheSnapshotsResponse>(request, cancellationToken);

    public virtual Task<DescribeServerlessCachesResponse> DescribeServerlessCachesAsync(
        DescribeServerlessCachesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeServerlessCachesResponse>(request, cancellationToken);

    public virtual Task<DescribeSnapshotsResponse> DescribeSnapshotsAsync(CancellationToken cancellationToken = default) =>
        DescribeSnapshotsAsync(new DescribeSnapshotsRequest(), cancellationToken);

    public virtual Task<DescribeSnapshotsResponse> DescribeSnapshotsAsync(
        DescribeSnapshotsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeSnapshotsResponse>(request, cancellationToken);

    public virtual Task<ExportServerlessCacheSnapshotResponse> ExportServerlessCacheSnapshotAsync(
        ExportServerlessCacheSnapshotRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ExportServerlessCacheSnapshotResponse>(request, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    public virtual Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemoveTagsFromResourceResponse>(request, cancellationToken);
}
