using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Regions;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Plans;

/// <summary>Decides everything a run will do, from the request, the source and the execution alone: the same each time.</summary>
public static class BackupPlanner
{
    // The most of a cluster today. One execution copies all files to one destination, and takes up to 36 events for one of them; at
    // 25,000 events Step Functions ends it, without a roll back.
    private const int MostShards = 500;

    /// <summary>The plan of one run.</summary>
    /// <param name="execution">Names the backup.</param>
    /// <param name="startedAt">When the execution started: the time in the backup's id.</param>
    /// <param name="request">A request without problems.</param>
    /// <param name="source">The cache it names.</param>
    /// <exception cref="InvalidBackupRequestException">A destination lies in another partition, where these credentials end.</exception>
    public static BackupPlan Plan(ExecutionArn execution, DateTimeOffset startedAt, BackupRequest request, SourceCache source)
    {
        var id = BackupIdOf(execution, startedAt);
        var createsSnapshot = request.Source.SnapshotName is null;
        var exportBucket = new BucketLocation(request.ExportBucket, source.Region, source.AccountId);
        var destinations = (request.Destinations ?? []).Select((item, index) => Complete(item, index, source, startedAt)).ToList();
        DemandThatItFitsOneExecution(source);
        return new BackupPlan(
            id,
            $"{request.KeyPrefix}/{source.Id}/{id}",
            // Letter first, no double hyphen, 32 of the 40 characters ElastiCache allows.
            createsSnapshot ? $"backup-{id}" : request.Source.SnapshotName!.ToLowerInvariant(),
            createsSnapshot,
            KeepsSnapshot: request.KeepSnapshot || !createsSnapshot,
            request.RepairGrant,
            exportBucket,
            destinations,
            BucketsOf(exportBucket, destinations, request.KeyPrefix),
            request.Polling ?? new PollingLimits(),
            VerificationPlan.Of(request.Verification ?? new VerificationOptions(), source),
            request.MinimumIdentity,
            request.AbortUploadsAfterHours);
    }

    /// <summary>The id of an execution's backup: 25 characters, sortable by time, lower-case as ElastiCache stores it.</summary>
    public static string BackupIdOf(ExecutionArn execution, DateTimeOffset startedAt)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(execution.Text)))[..8];
        return $"{startedAt.UtcDateTime.ToString("yyyyMMdd't'HHmmss'z'", CultureInfo.InvariantCulture)}-{hash}";
    }

    private static void DemandThatItFitsOneExecution(SourceCache source)
    {
        if (source.Shards > MostShards)
        {
            throw new InvalidBackupRequestException(
                $"{source.Id} has {source.Shards} shards; the history of one execution is long enough for {MostShards}.",
                "No request backs it up; report it, for the limit is this tool's own.");
        }
    }

    private static CopyDestination Complete(CopyDestination destination, int index, SourceCache source, DateTimeOffset startedAt)
    {
        if (RegionFacts.PartitionOf(destination.Region) != RegionFacts.PartitionOf(source.Region))
        {
            throw new InvalidBackupRequestException(
                $"Destinations[{index}].Region is {destination.Region}, in another AWS partition than the cache's Region {source.Region}.",
                "Choose a Region of the same partition: no credentials are valid in two.");
        }

        return destination with
        {
            AccountId = destination.AccountId ?? source.AccountId,
            ObjectLock = destination.ObjectLock is { } given ? given with { Until = startedAt.ToUniversalTime().AddDays(given.Days) } : null,
        };
    }

    private static List<ExpectedBucket> BucketsOf(BucketLocation exportBucket, List<CopyDestination> destinations, string keyPrefix) =>
    [
        new ExpectedBucket(nameof(BackupRequest.ExportBucket), exportBucket, keyPrefix),
        .. destinations.Select((destination, index) => new ExpectedBucket(
            $"{nameof(BackupRequest.Destinations)}[{index}].{nameof(CopyDestination.Bucket)}",
            new BucketLocation(destination.Bucket, destination.Region, destination.AccountId!),
            keyPrefix)),
    ];
}
