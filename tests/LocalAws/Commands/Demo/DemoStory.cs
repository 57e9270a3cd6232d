using System.Diagnostics;
using Amazon.S3.Model;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>
/// The demonstration: two live caches are backed up by the shipped state machine and functions, copied to a second
/// Region, and proven there.
/// </summary>
internal sealed class DemoStory(LocalSession session, DemoClients clients, LocalEndpoint endpoint, IAnsiConsole console)
{
    private const string CopyRegion = "us-east-1";
    private const string CopyBucket = "shop-backups-us-east-1";

    // The first bucket has never heard of ElastiCache, so its run has to repair the grant; the second is set up by the book.
    private static readonly DemoCache[] Caches =
    [
        new("shop-sessions", Shards: 1, ReplicasPerShard: 1, Customers: 700, "shop-sessions-eu-west-1", RepairGrant: true),
        new("shop-catalogue", Shards: 3, ReplicasPerShard: 0, Customers: 900, "shop-catalogue-eu-west-1", RepairGrant: false),
    ];

    private readonly DemoReport _report = new(console);

    private string Region => session.Options.Region;

    /// <summary>Tells it all.</summary>
    /// <returns>Whether every backup succeeded and every copied file restored to the same keys and values.</returns>
    public async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        _report.Heading("Two live caches");
        await Task.WhenAll(Caches.Select(cache => CreateBucketAsync(cache, cancellationToken)));
        await clients.S3(CopyRegion).PutBucketAsync(
            new PutBucketRequest { BucketName = CopyBucket, UseClientRegion = false }, cancellationToken);
        var live = await Task.WhenAll(Caches.Select(cache => CreateAsync(cache, cancellationToken)));
        _report.Caches(live);

        _report.Heading($"Backups: {Region} to {CopyRegion}");
        var run = new DemoRun(endpoint, console, session.BackupMachineArn, new CopyTarget(CopyRegion, CopyBucket));
        foreach (var cache in Caches)
        {
            if (!await run.BackUpAsync(cache, cancellationToken))
            {
                return false;
            }
        }

        var backups = await ShowAsync(live, cancellationToken);
        var equal = await ProveAsync(backups, cancellationToken);
        console.WriteLine(equal
            ? $"Done in {clock.Elapsed.TotalSeconds:0} s: every copy restores to what the live cache holds."
            : "A copy does not restore to what the live cache holds.");
        return equal;
    }

    private async Task CreateBucketAsync(DemoCache cache, CancellationToken cancellationToken)
    {
        var s3 = clients.S3(Region);
        var configuration = new PutBucketConfiguration { LocationConstraint = Region };
        // Unless told not to, the SDK adds a second constraint where AWS_REGION is set.
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = cache.ExportBucket, PutBucketConfiguration = configuration, UseClientRegion = false },
            cancellationToken);
        if (!cache.RepairGrant)
        {
            await s3.PutBucketPolicyAsync(
                new PutBucketPolicyRequest { BucketName = cache.ExportBucket, Policy = cache.ExportPolicy(Region) }, cancellationToken);
        }
    }

    private async Task<LiveCache> CreateAsync(DemoCache cache, CancellationToken cancellationToken)
    {
        var shards = await cache.CreateAsync(clients, cancellationToken);
        var commands = SampleData.Commands(cache.Customers, session.Now).ToList();
        var filled = await Task.WhenAll(shards.Select(async shard =>
        {
            await shard.WriteAsync(commands, cancellationToken);
            return await shard.ReadAsync(cancellationToken);
        }));
        return new LiveCache(cache, shards, filled);
    }

    // Everything from here on reads the second Region only: what it shows is what would be left if the first were gone.
    private async Task<IReadOnlyList<CopiedBackup>> ShowAsync(IList<LiveCache> live, CancellationToken cancellationToken)
    {
        _report.Heading("What the buckets hold");
        foreach (var cache in Caches)
        {
            console.Write(await BucketTree.OfAsync(clients.S3(Region), Region, cache.ExportBucket, cancellationToken));
        }

        console.Write(await BucketTree.OfAsync(clients.S3(CopyRegion), CopyRegion, CopyBucket, cancellationToken));
        var backups = await CopiedBackup.FindAsync(clients.S3(CopyRegion), CopyBucket, live, cancellationToken);
        _report.Manifests(backups);
        return backups;
    }

    private async Task<bool> ProveAsync(IReadOnlyList<CopiedBackup> backups, CancellationToken cancellationToken)
    {
        _report.Heading($"Proof: every copy of {CopyRegion}, loaded into a fresh server, beside the live cache");
        var proof = new RestoreProof(clients.S3(CopyRegion), session.Scratch);
        var shards = new List<(CopiedBackup Backup, ShardProof Proof)>();
        foreach (var backup in backups)
        {
            foreach (var (file, shard) in backup.Shards)
            {
                shards.Add((backup, await proof.OfAsync(shard, CopyBucket, $"{backup.Manifest.Folder}/{file.Name}", cancellationToken)));
            }
        }

        _report.Proofs(shards);
        return shards.Count == Caches.Sum(cache => cache.Shards) && shards.All(shard => shard.Proof.IsEqual);
    }
}

/// <summary>Where the demonstration copies its backups to.</summary>
internal sealed record CopyTarget(string Region, string Bucket);

/// <summary>A cache that was created and filled.</summary>
/// <param name="Cache">What it was meant to be.</param>
/// <param name="Shards">Its primaries, in the order of their slots.</param>
/// <param name="Contents">What each of them holds.</param>
internal sealed record LiveCache(DemoCache Cache, IReadOnlyList<LiveShard> Shards, IReadOnlyList<Keyspace> Contents);
