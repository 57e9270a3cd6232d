using Amazon.ElastiCache.Model;
using Amazon.S3.Model;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Everything of the demonstration's account in a Region, as the services list it.</summary>
/// <param name="Caches">Ids of the replication groups.</param>
/// <param name="Snapshots">Names of the snapshots.</param>
/// <param name="Objects">Keys by bucket.</param>
internal sealed record RegionContents(
    IReadOnlyList<string> Caches, IReadOnlyList<string> Snapshots, IReadOnlyDictionary<string, IReadOnlyList<string>> Objects)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether nothing is there.</summary>
    public bool IsEmpty => Caches.Count == 0 && Snapshots.Count == 0 && Objects.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Count(Caches, "cache")}, {Count(Snapshots, "snapshot")}, "
        + $"{Count([.. Objects.Keys], "bucket")}, {Count([.. Objects.Values.SelectMany(keys => keys)], "object")}";

    /// <summary>Lists the Region.</summary>
    public static async Task<RegionContents> ReadAsync(DemoClients clients, string region, CancellationToken cancellationToken)
    {
        var elastiCache = clients.ElastiCache(region);
        var groups = await elastiCache.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest(), cancellationToken);
        var snapshots = await elastiCache.DescribeSnapshotsAsync(new DescribeSnapshotsRequest(), cancellationToken);
        var buckets = await clients.S3(region).ListBucketsAsync(new ListBucketsRequest { BucketRegion = region }, cancellationToken);
        var objects = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var bucket in buckets.Buckets ?? [])
        {
            objects[bucket.BucketName] = await KeysAsync(clients, region, bucket.BucketName, cancellationToken);
        }

        return new RegionContents(
            [.. (groups.ReplicationGroups ?? []).Select(group => group.ReplicationGroupId)],
            [.. (snapshots.Snapshots ?? []).Select(snapshot => snapshot.SnapshotName)],
            objects);
    }

    /// <summary>Deletes all of it: caches without a final snapshot, every object, the buckets. Waits until the caches are gone.</summary>
    public async Task DestroyAsync(DemoClients clients, string region, CancellationToken cancellationToken)
    {
        var elastiCache = clients.ElastiCache(region);
        foreach (var cache in Caches)
        {
            var request = new DeleteReplicationGroupRequest { ReplicationGroupId = cache };
            await elastiCache.DeleteReplicationGroupAsync(request, cancellationToken);
        }

        foreach (var (bucket, keys) in Objects)
        {
            await EmptyAsync(clients, region, bucket, keys, cancellationToken);
            await clients.S3(region).DeleteBucketAsync(bucket, cancellationToken);
        }

        while ((await ReadAsync(clients, region, cancellationToken)).Caches.Count > 0)
        {
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(
        DemoClients clients, string region, string bucket, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var listing = clients.S3(region).Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket });
        await foreach (var found in listing.S3Objects.WithCancellation(cancellationToken))
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    private static async Task EmptyAsync(
        DemoClients clients, string region, string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        // One request deletes 1,000 objects at most.
        foreach (var batch in keys.Chunk(1000))
        {
            var objects = batch.Select(key => new KeyVersion { Key = key }).ToList();
            var request = new DeleteObjectsRequest { BucketName = bucket, Objects = objects };
            await clients.S3(region).DeleteObjectsAsync(request, cancellationToken);
        }
    }

    private static string Count(IReadOnlyList<string> things, string what) => $"{things.Count} {what}{(things.Count == 1 ? "" : "s")}";
}
