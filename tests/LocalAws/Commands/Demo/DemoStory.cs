using System.Diagnostics;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>
/// The demonstration: two live caches are backed up by the shipped state machine and functions, copied to a second Region, and proven
/// there, and the restore is rehearsed. Then the first Region is lost, and the second restores both from what it has.
/// </summary>
internal sealed class DemoStory(LocalSession session, DemoClients clients, IAnsiConsole console)
{
    private static readonly CopyTarget Target = new("us-east-1", "shop-backups-us-east-1");

    // The first bucket has never heard of ElastiCache, so its run has to repair the grant; the second is set up by the book.
    private static readonly DemoCache[] Caches =
    [
        new("shop-sessions", Shards: 1, ReplicasPerShard: 1, Customers: 700, "shop-sessions-eu-west-1", true, RestoredShards: 1),
        new("shop-catalogue", Shards: 3, ReplicasPerShard: 0, Customers: 900, "shop-catalogue-eu-west-1", false, RestoredShards: 5),
    ];

    private readonly DemoReport _report = new(console);

    private string Region => session.Options.Region;

    /// <summary>Tells it all.</summary>
    /// <returns>Whether every backup and restore succeeded, and each restored the same keys, values and expiries.</returns>
    public async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var restore = new RegionRestore(session, clients, Target, console);
        var live = await SetUpAsync(restore, cancellationToken);
        if (!await BackUpAsync(cancellationToken))
        {
            return false;
        }

        var backups = await ShowAsync(live, cancellationToken);
        var isProven = await ProveAsync(backups, cancellationToken);
        var isRestored = await DrillAsync(restore, cancellationToken) && await LoseAsync(cancellationToken) && await RestoreAsync(restore, live, cancellationToken);
        console.WriteLine(isProven && isRestored
            ? $"Done in {clock.Elapsed.TotalSeconds:0} s: {Target.Region} alone has restored all that {Region} has lost."
            : "What was restored is not what was backed up.");
        return isProven && isRestored;
    }

    private async Task<LiveCache[]> SetUpAsync(RegionRestore restore, CancellationToken cancellationToken)
    {
        _report.Heading("Two live caches");
        var live = new DemoSetUp(clients, Region, session.Now).CreateAsync(Caches, Target, cancellationToken);
        await restore.PrepareAsync(cancellationToken);
        _report.Caches(await live);
        return await live;
    }

    private async Task<bool> BackUpAsync(CancellationToken cancellationToken)
    {
        _report.Heading($"Backups: {Region} to {Target.Region}");
        var run = new DemoRun(clients.States(Region), console, session.BackupMachineArn);
        foreach (var cache in Caches)
        {
            if (await run.RunAsync($"{cache.Id}: {cache.Kind}", DemoRequests.Backup(cache, Target), cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }

    // Everything from here on reads the second Region only: what it shows is what would be left if the first were gone.
    private async Task<IReadOnlyList<CopiedBackup>> ShowAsync(IList<LiveCache> live, CancellationToken cancellationToken)
    {
        _report.Heading("What the buckets hold");
        foreach (var cache in Caches)
        {
            console.Write(await BucketTree.OfAsync(clients.S3(Region), Region, cache.ExportBucket, cancellationToken));
        }

        console.Write(await BucketTree.OfAsync(clients.S3(Target.Region), Target.Region, Target.Bucket, cancellationToken));
        var backups = await CopiedBackup.FindAsync(clients.S3(Target.Region), Target.Bucket, live, cancellationToken);
        _report.Manifests(backups);
        return backups;
    }

    private async Task<bool> ProveAsync(IReadOnlyList<CopiedBackup> backups, CancellationToken cancellationToken)
    {
        _report.Heading($"Proof: every copy of {Target.Region}, loaded into a fresh server, beside the live cache");
        var proof = new RestoreProof(clients.S3(Target.Region), session.Scratch);
        var shards = new List<(CopiedBackup Backup, ShardProof Proof)>();
        foreach (var backup in backups)
        {
            foreach (var (file, shard) in backup.Shards)
            {
                shards.Add((backup, await proof.OfAsync(shard, Target.Bucket, $"{backup.Manifest.Folder}/{file.Name}", cancellationToken)));
            }
        }

        _report.Proofs(shards);
        return shards.Count == Caches.Sum(cache => cache.Shards) && shards.All(shard => shard.Proof.IsEqual);
    }

    private Task<bool> DrillAsync(RegionRestore restore, CancellationToken cancellationToken)
    {
        _report.Heading($"Drill in {Target.Region}: every tagged cache is restored, recorded and deleted again");
        return restore.DrillAsync(cancellationToken);
    }

    private async Task<bool> LoseAsync(CancellationToken cancellationToken)
    {
        _report.Heading($"{Region} is lost: its caches, every object, its buckets");
        var before = await RegionContents.ReadAsync(clients, Region, cancellationToken);
        console.WriteLine($"  before  {before}");
        await before.DestroyAsync(clients, Region, cancellationToken);
        var after = await RegionContents.ReadAsync(clients, Region, cancellationToken);
        console.WriteLine($"  after   {after}");
        return after.IsEmpty;
    }

    private async Task<bool> RestoreAsync(RegionRestore restore, IEnumerable<LiveCache> lost, CancellationToken cancellationToken)
    {
        _report.Heading($"Restores in {Target.Region}, from {Target.Bucket} alone");
        var restored = new List<RestoredCache>();
        foreach (var cache in lost)
        {
            if (await restore.RestoreAsync(cache, cancellationToken) is not { } found)
            {
                return false;
            }

            restored.Add(found);
        }

        _report.Heading($"Proof: the caches of {Target.Region} beside what {Region} held");
        _report.Restores(restored);
        return restored.TrueForAll(cache => cache.IsEqual);
    }
}
