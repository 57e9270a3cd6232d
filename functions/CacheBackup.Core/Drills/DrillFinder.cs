using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;

namespace CacheBackup.Core.Drills;

/// <summary>Decides which backups a drill restores, and what everything it makes will be named. Creates nothing.</summary>
public sealed class DrillFinder(LiveCacheReader caches, ManifestReader manifests, BucketFinder buckets, BucketObjects objects)
{
    /// <summary>Five at once, and each as slow as its request allows, these end within the drill machine's time limit of 31 days.</summary>
    public const int MostDrills = 50;

    private const int MostAtOnce = 16;

    /// <summary>Finds the newest backup of each cache with the tag.</summary>
    /// <param name="execution">Names the drill; its Region is that of bucket and caches.</param>
    /// <param name="startedAt">When the execution started: the time in the drills' ids.</param>
    /// <param name="request">A request without problems.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="NothingToDrillException">No cache has the tag.</exception>
    /// <exception cref="InvalidDrillRequestException">More have it than one drill takes.</exception>
    public async Task<FoundDrills> FindAsync(
        ExecutionArn execution, DateTimeOffset startedAt, DrillRequest request, CancellationToken cancellationToken)
    {
        BucketNames.Demand(nameof(request.Bucket), request.Bucket);
        var bucket = new BucketLocation(request.Bucket, execution.Region, request.AccountId ?? execution.AccountId);
        await buckets.DemandAsync(new ExpectedBucket(nameof(request.Bucket), bucket, ""), execution.AccountId, cancellationToken);
        var live = await caches.ReadAsync(execution, startedAt, cancellationToken);
        var ids = (await objects.ListFoldersAsync(bucket, request.KeyPrefix, cancellationToken))
            .Union(live.Tags.Where(cache => request.Tag.IsIn(cache.Value)).Select(cache => cache.Key)).Order(StringComparer.Ordinal).ToList();
        var found = new NewestBackup[ids.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, limits, async (index, token) =>
            found[index] = await ReadNewestAsync(bucket, new LatestBackup(ids[index], bucket.Bucket, request.KeyPrefix), token));
        var tagged = found.Where(backup => IsTagged(backup, live.Tags, execution, request.Tag)).ToList();
        return tagged.Count > 0 || live.Leftovers.Count > 0
            ? Choose(execution, startedAt, request, tagged) with { Leftovers = live.Leftovers }
            : throw new NothingToDrillException(
                $"No cache in {execution.Region}, and no backup below s3://{request.Bucket}/{request.KeyPrefix}/, has the tag {request.Tag}.",
                $"Give the caches to rehearse the tag {request.Tag}, or name another Tag.");
    }

    // The tags of a live cache are newer than those in its backup. One of the same id elsewhere is another cache.
    private static bool IsTagged(
        NewestBackup backup,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> live,
        ExecutionArn execution,
        CacheTag tag)
    {
        var isHere = backup.Manifest is null
            || (backup.Manifest.Source.Region == execution.Region && backup.Manifest.Source.AccountId == execution.AccountId);
        var now = isHere ? live.GetValueOrDefault(backup.CacheId) : null;
        return backup switch
        {
            _ when now is not null => tag.IsIn(now),
            { Manifest: { } manifest } => tag.IsIn(manifest.Source.Tags),
            // Whether its cache has the tag cannot be read.
            { IsUnreadable: true } => true,
            _ => false,
        };
    }

    private static FoundDrills Choose(
        ExecutionArn execution, DateTimeOffset startedAt, DrillRequest request, IReadOnlyList<NewestBackup> backups) => backups.Count <= MostDrills
        ? new FoundDrills(
            [.. backups.Where(backup => backup.Manifest is not null).Select(backup => PlannedDrill.Of(execution, startedAt, request, backup.Seed!, backup.Manifest!))],
            [.. backups.Where(backup => backup.Manifest is null).Select(backup => new UndrilledCache(backup.CacheId, backup.Problem!))])
        : throw new InvalidDrillRequestException(
            $"{backups.Count} caches have the tag {request.Tag}; one drill takes {MostDrills}.",
            "Spread them over several drills by the value of the tag, such as one for each day of the week.");

    private async Task<NewestBackup> ReadNewestAsync(BucketLocation bucket, LatestBackup latest, CancellationToken cancellationToken)
    {
        try
        {
            var key = await manifests.FindLatestAsync(bucket, latest, cancellationToken);
            var manifest = await manifests.ReadAsync(bucket, key, cancellationToken);
            return new NewestBackup(latest.CacheId, new SeedLocation(bucket, key, []), manifest, null, IsUnreadable: false);
        }
        catch (PermanentException error) when (error is ManifestMissingException or ManifestUnreadableException)
        {
            return new NewestBackup(latest.CacheId, null, null, error.Message, error is ManifestUnreadableException);
        }
    }

    /// <param name="Problem">Why there is no manifest; null where there is one.</param>
    private sealed record NewestBackup(string CacheId, SeedLocation? Seed, BackupManifest? Manifest, string? Problem, bool IsUnreadable);
}

/// <summary>What a drill is going to do.</summary>
/// <param name="Drills">One for each cache with a backup.</param>
/// <param name="NotDrilled">Caches that have the tag and no backup to restore: reason enough for the drill to fail.</param>
public sealed record FoundDrills(IReadOnlyList<PlannedDrill> Drills, IReadOnlyList<UndrilledCache> NotDrilled)
{
    /// <summary>Ids of caches that earlier drills have made and left: reason enough as well.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];
}

/// <summary>A cache that should be rehearsed and cannot.</summary>
/// <param name="CacheId">Its id.</param>
/// <param name="Reason">Why.</param>
public sealed record UndrilledCache(string CacheId, string Reason);
