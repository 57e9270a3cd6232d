using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Reads what is to be restored and decides everything the run will do. Creates nothing.</summary>
public sealed class BackupReader(ManifestReader manifests, BucketFinder buckets, SeedChooser seeds, SeedReports reports)
{
    /// <summary>Finds the backup and decides.</summary>
    /// <param name="execution">Names the restore; its Region and account are the new cache's.</param>
    /// <param name="startedAt">When the execution started: the time in the restore's id.</param>
    /// <param name="request">A request without problems.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ManifestMissingException">There is no such backup.</exception>
    /// <exception cref="ManifestUnreadableException">Its manifest cannot be read.</exception>
    /// <exception cref="BackupInOtherRegionException">None of its buckets is in the execution's Region, and it may not be copied.</exception>
    /// <exception cref="InvalidRestoreRequestException">The new cache cannot be of this backup.</exception>
    public async Task<ReadableBackup> ReadAsync(
        ExecutionArn execution, DateTimeOffset startedAt, RestoreRequest request, CancellationToken cancellationToken)
    {
        DrillNames.DemandExecution(request, execution);
        var id = request.DrillId ?? BackupPlanner.BackupIdOf(execution, startedAt);
        if (request.Backup.Files is { } files)
        {
            return await ReadFilesAsync(id, execution, request, files, cancellationToken);
        }

        var (bucket, key) = await FindManifestAsync(execution, request.Backup, cancellationToken);
        var manifest = await manifests.ReadAsync(bucket, key, cancellationToken);
        var (cache, findings) = CachePlanner.Plan(execution, request.NewCache, manifest, isDrill: request.DrillId is not null);
        var (seed, copy, choice) = await seeds.ChooseAsync(
            execution, new SeedLocation(bucket, key, []), manifest, request.Backup.CopyTo, cancellationToken);
        var plan = new RestorePlan(id, seed, cache, request.Polling);
        var read = new ReadableBackup(plan, manifest.BackupId, [], [.. choice, .. findings]);
        return copy is null
            ? read with { FilesToVerify = await reports.FilesWithoutAsync(seed.Bucket, seed.Folder!, manifest, cancellationToken) }
            : read with { Copy = copy, FilesToCopy = [.. manifest.Files.Select(file => file.Name)] };
    }

    private static string FieldOf(RestoreSource source) =>
        source.Manifest is not null ? "Backup.Manifest" : source.Latest is not null ? "Backup.Latest.Bucket" : "Backup.Files";

    private async Task<ReadableBackup> ReadFilesAsync(
        string id, ExecutionArn execution, RestoreRequest request, IReadOnlyList<ObjectPath> files, CancellationToken cancellationToken)
    {
        if (request.Backup.Region is { } region && region != execution.Region)
        {
            throw new InvalidRestoreRequestException(
                $"Backup.Region is {region}, and the new cache will be in {execution.Region}: ElastiCache reads files of its own Region only.",
                $"Copy the files to a bucket in {execution.Region}, or start the restore machine of {region}.");
        }

        var bucket = await DemandBucketAsync(execution, request.Backup, files[0].Bucket, cancellationToken);
        var (cache, findings) = CachePlanner.Plan(execution, request.NewCache, files.Count);
        var keys = files.Select(file => file.Key).ToList();
        return new ReadableBackup(new RestorePlan(id, new SeedLocation(bucket, null, keys), cache, request.Polling), null, keys, findings);
    }

    private async Task<(BucketLocation Bucket, string Key)> FindManifestAsync(
        ExecutionArn execution, RestoreSource source, CancellationToken cancellationToken)
    {
        var bucket = await DemandBucketAsync(execution, source, source.Manifest?.Bucket ?? source.Latest!.Bucket, cancellationToken);
        return (bucket, source.Manifest?.Key ?? await manifests.FindLatestAsync(bucket, source.Latest!, cancellationToken));
    }

    private async Task<BucketLocation> DemandBucketAsync(
        ExecutionArn execution, RestoreSource source, string name, CancellationToken cancellationToken)
    {
        BucketNames.Demand(FieldOf(source), name);
        var bucket = new BucketLocation(name, source.Region ?? execution.Region, source.AccountId ?? execution.AccountId);
        await buckets.DemandAsync(new ExpectedBucket(FieldOf(source), bucket, ""), execution.AccountId, cancellationToken);
        return bucket;
    }
}

/// <summary>A backup that was read, and what is to become of it.</summary>
/// <param name="Plan">The restore.</param>
/// <param name="BackupId">The backup's id; null for files without a manifest.</param>
/// <param name="FilesToVerify">Keys of the files that have no report yet; empty where that is known after the copy.</param>
/// <param name="Findings">What will be otherwise than in the backup's cache, and what an operator should know.</param>
public sealed record ReadableBackup(RestorePlan Plan, string? BackupId, IReadOnlyList<string> FilesToVerify, IReadOnlyList<string> Findings)
{
    /// <summary>What has to be copied before anything else; null for nothing.</summary>
    public SeedCopy? Copy { get; init; }

    /// <summary>Names of the files to copy; empty for none.</summary>
    public IReadOnlyList<string> FilesToCopy { get; init; } = [];
}
