using Amazon.Runtime;
using Amazon.S3.Model;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>Brings the files of a seed here: from S3 as the service principal, or as the snapshot has them.</summary>
internal sealed class SeedFetcher(S3Clients clients)
{
    /// <param name="state">Where the cache is to be.</param>
    /// <param name="seed">Its data.</param>
    /// <param name="directory">An empty directory for what is downloaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SeedFailedException">S3 no longer gives an object: the grant or the object went since it was checked.</exception>
    public async Task<IReadOnlyList<SeedFile>> FetchAsync(
        RegionState state, Seed seed, DirectoryInfo directory, CancellationToken cancellationToken)
    {
        if (seed.Snapshot is { } snapshot)
        {
            return
            [
                .. snapshot.Shards.Select(part =>
                    new SeedFile($"{snapshot.Name}, node group {part.Shard.Id}", part.File!, part.Shard.Slots)),
            ];
        }

        var downloads = seed.Arns.Select((arn, i) =>
            DownloadAsync(state, arn, new FileInfo(Path.Combine(directory.FullName, $"{i + 1:0000}.rdb")), cancellationToken));
        return await Task.WhenAll(downloads);
    }

    private async Task<SeedFile> DownloadAsync(RegionState state, SeedArn arn, FileInfo target, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectRequest { BucketName = arn.Bucket, Key = arn.Key };
            using var answer = await clients.OfElastiCache(state.AccountId, state.Region).GetObjectAsync(request, cancellationToken);
            await using var file = target.Create();
            await answer.ResponseStream.CopyToAsync(file, cancellationToken);
            return new SeedFile($"{arn}", target, Slots: null);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw SeedFailedException.Of($"{arn} cannot be read: {error.Message}");
        }
    }
}
