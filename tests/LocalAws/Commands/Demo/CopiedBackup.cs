using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Manifests;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>A backup in the second Region, as its own manifest there tells it.</summary>
/// <param name="Live">The cache it is of.</param>
/// <param name="Manifest">Its manifest.</param>
internal sealed record CopiedBackup(LiveCache Live, BackupManifest Manifest)
{
    /// <summary>Each file with the live shard it is of. The manifest knows the shard by its slots.</summary>
    public IEnumerable<(BackupFile File, LiveShard Shard)> Shards => Manifest.Files.Zip(
        Manifest.Snapshot.Shards,
        (file, shard) => (file, Live.Shards.Single(live => live.Slots == (shard.Slots ?? LiveShard.AllSlots))));

    /// <summary>Finds the backups of the caches in a bucket by their manifests.</summary>
    public static async Task<IReadOnlyList<CopiedBackup>> FindAsync(
        IAmazonS3 s3, string bucket, IList<LiveCache> caches, CancellationToken cancellationToken)
    {
        var backups = new List<CopiedBackup>();
        var listing = s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket });
        await foreach (var found in listing.S3Objects.WithCancellation(cancellationToken))
        {
            if (found.Key.EndsWith($"/{BackupManifest.FileName}", StringComparison.Ordinal))
            {
                var manifest = await ReadAsync(s3, bucket, found.Key, cancellationToken);
                backups.Add(new CopiedBackup(caches.Single(live => live.Cache.Id == manifest.Source.Id), manifest));
            }
        }

        return [.. backups.OrderBy(backup => caches.IndexOf(backup.Live))];
    }

    private static async Task<BackupManifest> ReadAsync(IAmazonS3 s3, string bucket, string key, CancellationToken cancellationToken)
    {
        using var answer = await s3.GetObjectAsync(bucket, key, cancellationToken);
        using var bytes = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(bytes, cancellationToken);
        return ManifestFormat.Read(bytes.ToArray());
    }
}
