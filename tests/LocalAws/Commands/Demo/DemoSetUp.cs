using Amazon.S3.Model;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>What is there before the story begins: buckets, and caches full of data.</summary>
/// <param name="clients">Clients of every Region.</param>
/// <param name="region">Region of the caches.</param>
/// <param name="now">Keys expire one to seven days after this.</param>
internal sealed class DemoSetUp(DemoClients clients, string region, DateTimeOffset now)
{
    /// <summary>Creates and fills the caches, and creates every bucket.</summary>
    public async Task<LiveCache[]> CreateAsync(IReadOnlyList<DemoCache> caches, CopyTarget target, CancellationToken cancellationToken)
    {
        await Task.WhenAll(caches.Select(cache => CreateBucketAsync(cache, cancellationToken)));
        await clients.S3(target.Region).PutBucketAsync(
            new PutBucketRequest { BucketName = target.Bucket, UseClientRegion = false }, cancellationToken);
        return await Task.WhenAll(caches.Select(cache => CreateAsync(cache, cancellationToken)));
    }

    private async Task CreateBucketAsync(DemoCache cache, CancellationToken cancellationToken)
    {
        var s3 = clients.S3(region);
        var configuration = new PutBucketConfiguration { LocationConstraint = region };
        // Unless told not to, the SDK adds a second constraint where AWS_REGION is set.
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = cache.ExportBucket, PutBucketConfiguration = configuration, UseClientRegion = false },
            cancellationToken);
        if (!cache.RepairGrant)
        {
            await s3.PutBucketPolicyAsync(
                new PutBucketPolicyRequest { BucketName = cache.ExportBucket, Policy = cache.ExportPolicy(region) }, cancellationToken);
        }
    }

    private async Task<LiveCache> CreateAsync(DemoCache cache, CancellationToken cancellationToken)
    {
        var shards = await cache.CreateAsync(clients.ElastiCache(region), cancellationToken);
        var commands = SampleData.Commands(cache.Customers, now).ToList();
        var filled = await Task.WhenAll(shards.Select(async shard =>
        {
            await shard.WriteAsync(commands, cancellationToken);
            return await shard.ReadAsync(cancellationToken);
        }));
        return new LiveCache(cache, shards, filled);
    }
}

/// <summary>Where the demonstration copies its backups to.</summary>
internal sealed record CopyTarget(string Region, string Bucket);

/// <summary>A cache that was created and filled.</summary>
/// <param name="Cache">What it was meant to be.</param>
/// <param name="Shards">Its primaries, in the order of their slots.</param>
/// <param name="Contents">What each of them holds.</param>
internal sealed record LiveCache(DemoCache Cache, IReadOnlyList<LiveShard> Shards, IReadOnlyList<Keyspace> Contents);
