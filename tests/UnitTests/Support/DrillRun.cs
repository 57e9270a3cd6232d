using System.Text.Json;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Drills;

namespace CacheBackup.UnitTests.Support;

/// <summary>One run of the drill machine, driven step by step by a test.</summary>
/// <param name="Aws">Where.</param>
/// <param name="Bucket">The bucket of the backups; its Region is the machine's.</param>
internal sealed record DrillRun(LocalAwsFixture Aws, BucketLocation Bucket)
{
    public static readonly DateTimeOffset StartedAt = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    public string ExecutionId => $"arn:aws:states:{Bucket.Region}:{LocalAwsFixture.Account}:execution:cache-drill:{Bucket.Bucket}";

    public Task<FindDrillsOutput> FindDrillsAsync(object? tag = null, DateTimeOffset? startedAt = null)
    {
        var request = JsonSerializer.SerializeToElement(new { Bucket.Bucket, Tag = tag, Polling = new { CacheDeadlineSeconds = 60 } });
        return Aws.Function<FindDrills>().FindDrillsAsync(new FindDrillsInput(ExecutionId, startedAt ?? StartedAt, request), LocalAwsFixture.Invocation());
    }

    /// <summary>The restore a drill starts.</summary>
    public RestoreRun RestoreOf(PlannedDrill drill) => new(
        Aws,
        $"arn:aws:states:{Bucket.Region}:{LocalAwsFixture.Account}:execution:cache-restore:{drill.RestoreName}",
        StartedAt,
        drill.Request.GetProperty("Backup"),
        drill.Request.GetProperty("NewCache").EnumerateObject().ToDictionary(member => member.Name, member => (object)member.Value))
    {
        DrillId = drill.Request.GetProperty("DrillId").GetString(),
    };

    public Task<RemoveDrillCacheOutput> RemoveDrillCacheAsync(PlannedDrill drill, PollProgress? progress = null) => Aws.Function<RemoveDrillCache>()
        .RemoveDrillCacheAsync(new RemoveDrillCacheInput(drill, progress ?? PollProgress.Start), LocalAwsFixture.Invocation());

    public async Task<DrilledCache> RecordDrillAsync(PlannedDrill drill, RestoreResult? restored, string? error = null, string? cause = null)
    {
        var input = new RecordDrillInput(ExecutionId, StartedAt, drill, restored, error, cause, []);
        return (await Aws.Function<RecordDrill>().RecordDrillAsync(input, LocalAwsFixture.Invocation())).Drilled;
    }

    /// <summary>Puts the manifest of a backup into the bucket, without its files.</summary>
    public Task PutManifestAsync(BackupManifest manifest, string id, string backupId = "20261119t030000z-00000001")
    {
        var source = manifest.Source with { Id = id };
        var folder = $"elasticache/{id}/{backupId}";
        return Aws.PutAsync(Bucket, BackupManifest.KeyIn(folder), ManifestFormat.Write(manifest with { Source = source, Folder = folder, BackupId = backupId }));
    }
}
