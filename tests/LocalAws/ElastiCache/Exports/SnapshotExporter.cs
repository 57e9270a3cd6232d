using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Exports;

/// <summary>Where one shard's file goes.</summary>
internal sealed record ShardUpload(FileInfo File, string Key);

/// <summary>Writes a snapshot's files to S3 as the service principal, all shards at once.</summary>
internal sealed class SnapshotExporter(Backend backend, S3Clients clients)
{
    /// <summary>Larger files go up in parts, so that a file of any size needs little memory.</summary>
    private const long PartBytes = 16L * 1024 * 1024;

    /// <summary>The keys an export writes: <c>&lt;target&gt;-0001.rdb</c> and on, one per shard in order.</summary>
    /// <param name="target">Lower-case; a <c>/</c> in it makes a key prefix.</param>
    /// <param name="shards">How many.</param>
    public static IReadOnlyList<string> Keys(string target, int shards) =>
        [.. Enumerable.Range(1, shards).Select(shard => $"{target}-{shard:0000}.rdb")];

    /// <summary>Uploads, then returns the snapshot to <c>available</c> even if an upload failed: as in AWS, only the bucket tells.</summary>
    public async Task ExportAsync(
        RegionState state, Snapshot snapshot, string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var missing = backend.Planned.MissingShards.TryDequeue(out var shard) ? shard : 0;
        var uploads = snapshot.Shards.Zip(keys, (part, key) => new ShardUpload(part.File!, key)).Where((_, i) => i != missing - 1);
        await backend.DelayAsync(backend.Durations.ExportSnapshot, cancellationToken);
        var s3 = clients.OfElastiCache(state.AccountId, state.Region);
        string? reason = null;
        try
        {
            await Task.WhenAll(uploads.Select(upload => UploadAsync(s3, bucket, upload, cancellationToken)));
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            reason = error.Message;
        }

        Finish(state, snapshot, bucket, reason);
    }

    private static async Task UploadAsync(IAmazonS3 s3, string bucket, ShardUpload upload, CancellationToken cancellationToken)
    {
        using var transfer = new TransferUtility(
            s3, new TransferUtilityConfig { MinSizeBeforePartUpload = PartBytes, ConcurrentServiceRequests = 2 });
        await transfer.UploadAsync(
            new TransferUtilityUploadRequest
            {
                BucketName = bucket,
                Key = upload.Key,
                FilePath = upload.File.FullName,
                ContentType = "binary/octet-stream",
                PartSize = PartBytes,
                // Whoever put an object there since the check keeps it.
                IfNoneMatch = "*",
            },
            cancellationToken);
    }

    private void Finish(RegionState state, Snapshot snapshot, string bucket, string? reason)
    {
        lock (state.Gate)
        {
            snapshot.Status = Status.Available;
            var message = reason is null
                ? $"Export of snapshot with ID '{snapshot.Name}' to S3 bucket {bucket} succeeded"
                : $"Export of snapshot with ID '{snapshot.Name}' to S3 bucket {bucket} failed: {reason}";
            foreach (var node in snapshot.Shards.Select(part => part.Node))
            {
                state.Events.Add(node, backend.Now, message);
            }
        }
    }
}
