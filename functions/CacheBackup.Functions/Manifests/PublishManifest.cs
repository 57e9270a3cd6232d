using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Logging;

namespace CacheBackup.Functions.Manifests;

/// <param name="ExecutionId">ARN of the execution.</param>
/// <param name="StartedAt">Start of the execution.</param>
/// <param name="Backup">The plan: where everything is.</param>
/// <param name="Source">The cache.</param>
/// <param name="Shards">The files, as they were verified.</param>
public sealed record PublishManifestInput(
    string ExecutionId, DateTimeOffset StartedAt, BackupPlan Backup, SourceCache Source, IReadOnlyList<VerifiedShard> Shards);

/// <param name="ManifestKey">The manifest's key, the same in every bucket.</param>
/// <param name="Shards">Files in the backup.</param>
/// <param name="Bytes">Their sizes together, copies not counted.</param>
/// <param name="Copies">Destinations that hold a whole copy.</param>
public sealed record PublishManifestOutput(string ManifestKey, int Shards, long Bytes, int Copies);

/// <summary>Reads everything back and writes the manifest: from here on there is a backup. Running twice changes nothing.</summary>
public sealed class PublishManifest(ManifestPublisher backups, BackupMetrics metrics)
{
    [LambdaFunction(ResourceName = "PublishManifestFunction")]
    public async Task<PublishManifestOutput> PublishManifestAsync(PublishManifestInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var manifest = await backups.PublishAsync(
            input.ExecutionId, input.StartedAt, input.Backup, input.Source, input.Shards, deadline.Token);
        var output = new PublishManifestOutput(
            BackupManifest.KeyIn(manifest.Folder),
            manifest.Files.Count,
            manifest.Files.Sum(file => file.Bytes),
            input.Backup.Destinations.Count);
        metrics.Emit(input.Source.Id, output.Bytes, output.Shards, output.Copies);
        context.Logger.LogInformation(
            "{ManifestKey} is published: {Shards} shards, {Bytes} bytes, {Copies} copies",
            output.ManifestKey, output.Shards, output.Bytes, output.Copies);
        return output;
    }
}
