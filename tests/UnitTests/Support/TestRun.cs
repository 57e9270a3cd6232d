using CacheBackup.Core.Exports;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Sources;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Copies;
using CacheBackup.Functions.Exports;
using CacheBackup.Functions.Manifests;
using CacheBackup.Functions.Snapshots;
using CacheBackup.Functions.Verification;

namespace CacheBackup.UnitTests.Support;

/// <summary>One run of the backup machine, driven step by step by a test.</summary>
internal sealed record TestRun(LocalAwsFixture Aws, string ExecutionId, DateTimeOffset StartedAt, BackupPlan Plan, SourceCache Source)
{
    public Task<CreateSnapshotOutput> CreateSnapshotAsync() => Aws.Function<CreateSnapshot>()
        .CreateSnapshotAsync(new CreateSnapshotInput(ExecutionId, Plan, Source), LocalAwsFixture.Invocation());

    public Task<PollSnapshotOutput> PollSnapshotAsync() => Aws.Function<PollSnapshot>().PollSnapshotAsync(
        new PollSnapshotInput(Plan.SnapshotName, Plan.ExportBucket.Region, Plan.Polling, PollProgress.Start), LocalAwsFixture.Invocation());

    public Task<DeleteSnapshotOutput> DeleteSnapshotAsync() =>
        Aws.Function<DeleteSnapshot>().DeleteSnapshotAsync(new DeleteSnapshotInput(Plan), LocalAwsFixture.Invocation());

    public async Task<StartedExport> ExportSnapshotAsync(int attempt = 1)
    {
        var input = new ExportSnapshotInput(Plan, attempt);
        return (await Aws.Function<ExportSnapshot>().ExportSnapshotAsync(input, LocalAwsFixture.Invocation())).Export;
    }

    public Task<PollExportOutput> PollExportAsync(StartedExport export, string? previousListing = null, PollProgress? progress = null) =>
        Aws.Function<PollExport>().PollExportAsync(
            new PollExportInput(Plan, export, progress ?? PollProgress.Start, previousListing), LocalAwsFixture.Invocation());

    public async Task<VerifiedShard> VerifyExportAsync(string name)
    {
        var input = new VerifyExportInput(Plan.ExportBucket, Plan.Folder, name, StartedAt, Plan.Verification);
        return (await Aws.Function<VerifyExport>().VerifyExportAsync(input, LocalAwsFixture.Invocation())).Shard!;
    }

    public Task<PublishManifestOutput> PublishManifestAsync(IReadOnlyList<VerifiedShard> shards) => Aws.Function<PublishManifest>()
        .PublishManifestAsync(new PublishManifestInput(ExecutionId, StartedAt, Plan, Source, shards), LocalAwsFixture.Invocation());

    /// <summary>Polls until the snapshot is available.</summary>
    public Task UntilSnapshotIsAvailableAsync() => LocalAwsFixture.UntilAsync(async () => (await PollSnapshotAsync()).IsAvailable);

    /// <summary>Exports, and polls until two polls in a row have decided.</summary>
    public async Task<PollExportOutput> ExportAsync(int attempt = 1)
    {
        var export = await ExportSnapshotAsync(attempt);
        PollExportOutput? poll = null;
        await LocalAwsFixture.UntilAsync(async () =>
        {
            poll = await PollExportAsync(export, poll?.Listing);
            return poll.Outcome != ExportOutcome.InProgress;
        });
        return poll!;
    }

    /// <summary>Exports, verifies and copies everything.</summary>
    public async Task<IReadOnlyList<VerifiedShard>> ExportAndCopyAsync()
    {
        var export = await ExportAsync();
        var shards = new List<VerifiedShard>();
        foreach (var name in export.Files)
        {
            var shard = await VerifyExportAsync(name);
            shards.Add(shard);
            foreach (var destination in Plan.Destinations)
            {
                var input = new CopyToRegionInput(Plan.ExportBucket, Plan.Folder, shard, destination);
                await Aws.Function<CopyToRegion>().CopyToRegionAsync(input, LocalAwsFixture.Invocation());
            }
        }

        return shards;
    }
}
